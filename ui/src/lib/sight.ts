export { explicitScore } from '@heed/sight'
export { EXPLICIT_FROM } from '@heed/sight/share'
