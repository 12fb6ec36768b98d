import { memo, useState } from 'react'
import type { Identity, Person } from '@/api/types'
import { HUES, hueOf, initialsOf } from '@/lib/avatar'
import { NetworkBadge } from './NetworkGlyph'
import { classes } from './classes'

const sizes = { xs: 'size-5 text-[0.5625rem]', sm: 'size-7 text-2xs', md: 'size-9 text-xs', lg: 'size-10 text-sm', xl: 'size-14 text-lg' }

const hues = Array.from({ length: HUES }, (_, hue) => ({ background: `var(--hue-${hue}-bg)`, color: `var(--hue-${hue}-ink)` }))

interface Props {
  name: string
  /** What makes the person the same person: the colour hangs on it. */
  key_: string
  picture?: string | null
  size?: keyof typeof sizes
  network?: string
  square?: boolean
}

function AvatarFace({ name, key_, picture, size = 'md', network, square }: Props) {
  const [broken, setBroken] = useState(false)
  return (
    <span className={classes('relative inline-grid shrink-0 place-items-center font-semibold select-none', sizes[size])} aria-hidden="true">
      <span
        className={classes('grid size-full place-items-center overflow-hidden tracking-tight', square ? 'rounded-lg' : 'rounded-full')}
        style={hues[hueOf(key_)]}
      >
        {/* The initials are drawn by the style sheet: as text they would count as the name of what they stand in. */}
        {picture && !broken ? (
          <img src={picture} alt="" loading="lazy" decoding="async" className="size-full object-cover" onError={() => setBroken(true)} />
        ) : (
          <span data-initials={initialsOf(name)} className="before:content-[attr(data-initials)]" />
        )}
      </span>
      {network && <NetworkBadge network={network} large={size === 'xl'} />}
    </span>
  )
}

export const Avatar = memo(AvatarFace)

export function CustomerAvatar({ identity, size, badge = true }: { identity: Identity; size?: Props['size']; badge?: boolean }) {
  return (
    <Avatar
      name={identity.name || identity.handle}
      key_={identity.handle}
      picture={identity.avatar ?? null}
      {...(size && { size })}
      {...(badge && { network: identity.network })}
    />
  )
}

export function PersonAvatar({ person, size = 'xs' }: { person: Person; size?: Props['size'] }) {
  return <Avatar name={person.name} key_={person.id} size={size} square />
}
