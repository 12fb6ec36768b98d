export { PlaybooksPage } from './PlaybooksPage'
