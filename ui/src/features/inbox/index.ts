export { InboxList, LIST_SCROLLER } from './InboxList'
export { ListHeader } from './ListHeader'
export { neighbour } from './list-state'
export { type ConversationList, listFor, useList } from './lists'
