export { CorrectDialog } from './CorrectDialog'
export { WhyDialog } from './WhyDialog'
