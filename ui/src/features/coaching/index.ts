export { CoachingPage } from './CoachingPage'
export { GuardPage } from './GuardPage'
