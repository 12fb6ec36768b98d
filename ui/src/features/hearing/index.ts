export { StreamLine } from './StreamLine'
