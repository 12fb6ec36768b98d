export { SettingsMenu } from './SettingsMenu'
