export { OutboxPage } from './OutboxPage'
