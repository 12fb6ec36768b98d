export { JoinPage } from './JoinPage'
export { LoginPage } from './LoginPage'
export { SetupPage } from './SetupPage'
