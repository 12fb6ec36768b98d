export { StoppedBanner } from './StoppedBanner'
export { askToStop, asking } from './asking'
export { maySwitch } from './may'
