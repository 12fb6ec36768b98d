import { memo, type ReactNode } from 'react'
import { classes } from './classes'

/** Small signs of our own, drawn on 16 by 16: they name a network without borrowing its mark. */
const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.8, strokeLinecap: 'round', strokeLinejoin: 'round' } as const

const glyphs: Record<string, ReactNode> = {
  bluesky: (
    <path
      fill="currentColor"
      d="M8 7.4C7 5.2 5 3 3.4 2.8 2.2 2.7 2 3.8 2.1 5c.2 2 .6 3.6 2.9 3.7-1.8.4-2.6 1.4-1.6 2.9 1.5 2.1 3.6 1 4.6-1.7 1 2.7 3.1 3.8 4.6 1.7 1-1.5.2-2.5-1.6-2.9 2.3-.1 2.7-1.7 2.9-3.7.1-1.2-.1-2.3-1.3-2.2C11 3 9 5.2 8 7.4Z"
    />
  ),
  mastodon: <path {...line} d="M3.4 12V6.2a2.3 2.3 0 0 1 4.6 0v2.6M8 8.8V6.2a2.3 2.3 0 0 1 4.6 0V12" />,
  mail: <path {...line} d="M2.5 4h11v8h-11zM2.8 4.5 8 8.6l5.2-4.1" />,
  web_form: <path {...line} d="M3 3.5h10M3 6.8h10M3 10h5M11 11.5h2.2" />,
  street: <path {...line} d="M3 13.2V7l5-4 5 4v6.2M6.5 13v-3.3h3V13" />,
  replay: <path {...line} d="M3 8a5 5 0 1 0 1.6-3.7L3 5.8M3 2.8v3h3" />,
  x: <path {...line} d="m3.5 3.5 9 9M12.5 3.5l-9 9" />,
  facebook: <path {...line} d="M10.8 3.2H9.8A2.3 2.3 0 0 0 7.5 5.5V13M5.2 7.8h4.8" />,
  instagram: <path {...line} d="M5.5 2.8h5a2.7 2.7 0 0 1 2.7 2.7v5a2.7 2.7 0 0 1-2.7 2.7h-5a2.7 2.7 0 0 1-2.7-2.7v-5a2.7 2.7 0 0 1 2.7-2.7ZM8 5.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z" />,
  reddit: <path {...line} d="M8 6.5c3 0 5 1.4 5 3.3S11 13 8 13s-5-1.4-5-3.2 2-3.3 5-3.3ZM8 6.5 9 3.2l2.2.5M6.2 9.6v.1M9.8 9.6v.1" />,
}

const names: Record<string, string> = {
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
  mail: 'Mail',
  web_form: 'Web form',
  street: 'Street',
  replay: 'Replay',
  x: 'X',
  facebook: 'Facebook',
  instagram: 'Instagram',
  reddit: 'Reddit',
}

export const networkName = (network: string): string =>
  names[network] ?? network.charAt(0).toUpperCase() + network.slice(1).replaceAll('_', ' ')

function Glyph({ network, className }: { network: string; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" className={classes('size-4 shrink-0', className)} aria-hidden="true">
      {glyphs[network] ?? (
        <text x="8" y="11.5" textAnchor="middle" fontSize="10" fontWeight="700" fill="currentColor">
          {network.charAt(0).toUpperCase()}
        </text>
      )}
    </svg>
  )
}

export const NetworkGlyph = memo(Glyph)

export function NetworkBadge({ network, large }: { network: string; large?: boolean }) {
  return (
    <span
      className={classes(
        'absolute grid place-items-center rounded-full bg-ink-2 text-surface ring-2 ring-surface',
        large ? '-end-0.5 -bottom-0.5 size-5' : '-end-1 -bottom-0.5 size-4',
      )}
    >
      <NetworkGlyph network={network} className={large ? 'size-3.5' : 'size-[11px]'} />
    </span>
  )
}
