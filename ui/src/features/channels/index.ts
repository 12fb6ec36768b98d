export { ChannelsPage } from './ChannelsPage'
