export { HeardPage } from './HeardPage'
export { QuietPage } from './QuietPage'
export { TermsPage } from './TermsPage'
