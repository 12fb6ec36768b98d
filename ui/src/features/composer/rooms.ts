import type { Conversation, Post, Room, RoomName } from '@/api/types'

export const isPrivate = (kind: RoomName): boolean => kind !== 'public'

/** The post a reply in this room would answer when nobody says otherwise. */
export function latestFromCustomer(conversation: Conversation, roomId: string): Post | undefined {
  return conversation.posts.findLast((post) => post.room_id === roomId && post.by === 'customer' && !post.deleted_at)
}

export const roomOf = (conversation: Conversation, roomId: string): Room | undefined =>
  conversation.rooms.find((room) => room.id === roomId)
