export { CoachPanel } from './CoachPanel'
export { Gate } from './Gate'
export { OverrideDialog } from './OverrideDialog'
export { SecondLook } from './SecondLook'
