export { CustomerPane } from './CustomerPane'
