export { PromisesPage } from './PromisesPage'
