import { useTranslation } from 'react-i18next'
import { ChevronDown, Globe, Lock, Mail, StickyNote } from 'lucide-react'
import type { Conversation, Room } from '@/api/types'
import { atHandle } from '@/lib/handle'
import { Menu, MenuItem, MenuLine } from '@/ui/Menu'
import { networkName } from '@/ui/NetworkGlyph'
import { classes } from '@/ui/classes'
import type { DraftState } from './draft-state'
import { isPrivate } from './rooms'

export function RoomIcon({ room, className }: { room: Pick<Room, 'kind'>; className?: string }) {
  const Icon = room.kind === 'mail' ? Mail : isPrivate(room.kind) ? Lock : Globe
  return <Icon className={classes('size-4 shrink-0', className)} aria-hidden="true" />
}

interface Props {
  conversation: Conversation
  state: DraftState
  room: Room | undefined
  onRoom: (id: string) => void
  onNote: () => void
}

const looks = {
  public: 'bg-accent-soft text-accent',
  private: 'bg-private-soft text-private',
  note: 'bg-note-soft text-note-ink border border-dashed border-note-line',
}

/** Where the words will go, in words: nobody should have to guess who can read them. */
export function RoomSwitch({ conversation, state, room, onRoom, onNote }: Props) {
  const { t } = useTranslation()
  const note = state.mode === 'note'
  const look = note ? looks.note : room && isPrivate(room.kind) ? looks.private : looks.public
  const title = (one: Room) => t(`room.${one.kind}`, { network: networkName(one.network) })
  return (
    <Menu
      label={t('composer.where')}
      align="start"
      side="top"
      trigger={
        <button
          type="button"
          className={classes('inline-flex h-7 min-w-0 items-center gap-1.5 rounded-lg px-2.5 text-xs font-semibold', look)}
        >
          {note ? <StickyNote className="size-4 shrink-0" aria-hidden="true" /> : room && <RoomIcon room={room} />}
          <span className="truncate">{note ? t('room.note') : room ? title(room) : t('room.none')}</span>
          <ChevronDown className="size-3.5 shrink-0" aria-hidden="true" />
        </button>
      }
    >
      {conversation.rooms.map((one) => (
        <MenuItem
          key={one.id}
          icon={<RoomIcon room={one} />}
          checked={!note && one.id === state.roomId}
          hint={one.can_reply ? atHandle(one.speaks_as, one.network) : t('composer.cannot')}
          onSelect={() => onRoom(one.id)}
        >
          {title(one)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<StickyNote className="size-4" aria-hidden="true" />} checked={note} hint={t('room.noteHint')} onSelect={onNote}>
        {t('room.note')}
      </MenuItem>
    </Menu>
  )
}
