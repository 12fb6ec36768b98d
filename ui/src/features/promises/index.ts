export { PromisesScreen } from './PromisesScreen'
