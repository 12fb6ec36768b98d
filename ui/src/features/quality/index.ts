export { PriorityPage } from './PriorityPage'
export { QualityPage } from './QualityPage'
export { TopicsPage } from './TopicsPage'
