export { KeySheet } from './KeySheet'
export { Palette } from './Palette'
