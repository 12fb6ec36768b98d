export { StoppedBanner } from './StoppedBanner'
export { askToStop, asking } from './asking'
