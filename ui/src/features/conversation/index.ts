export { ConversationPane } from './ConversationPane'
