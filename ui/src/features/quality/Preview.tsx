import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, Minus } from 'lucide-react'
import type { PriorityMove, PriorityPreview } from '@/api/types'
import { plain } from '@/lib/plain'
import { number } from '@/lib/time'
import { Button } from '@/ui/Button'
import { HeadStart, MatterChip } from '@/ui/Matter'
import { classes } from '@/ui/classes'
import { movesOf } from './weights'

const FIRST = 25

function Step({ move }: { move: PriorityMove }) {
  const { t } = useTranslation()
  const places = move.before - move.after
  const Icon = places > 0 ? ArrowUp : places < 0 ? ArrowDown : Minus
  const count = Math.abs(places)
  return (
    <span className={classes('tnum inline-flex w-9 shrink-0 items-center gap-0.5 text-xs', places === 0 ? 'text-ink-3' : 'font-semibold text-ink')}>
      <Icon className="size-3.5" aria-hidden="true" />
      <span aria-hidden="true">{count || ''}</span>
      <span className="sr-only">{places === 0 ? t('priority.stays') : t(places > 0 ? 'priority.up' : 'priority.down', { count })}</span>
    </span>
  )
}

/** Those who wait, in the order that these weights would give. */
export function Preview({ preview }: { preview: PriorityPreview }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const { items } = preview
  const moved = movesOf(items)
  return (
    <>
      <h2 className="text-base font-semibold tracking-tight">{t('priority.preview')}</h2>
      <p role="status" className="mb-2 text-sm text-ink-2">
        {items.length === 0
          ? t('priority.nobody')
          : moved === 0
            ? t('priority.noMoves', { count: items.length, number: number(items.length) })
            : t('priority.moves', { count: moved, moved: number(moved), all: number(items.length) })}
      </p>
      <ol className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1">
        {items.slice(0, all ? undefined : FIRST).map((move) => (
          <li key={move.row.id} data-moved={move.before !== move.after} className="flex items-center gap-2 px-3 py-2">
            <span className="tnum w-6 shrink-0 text-end text-xs text-ink-3">{move.after}</span>
            <Step move={move} />
            <div className="min-w-0 flex-1">
              <p className="flex items-baseline gap-2">
                <Link
                  to="/inbox/$view/{-$conversationId}"
                  params={{ view: 'needs_reply', conversationId: move.row.id }}
                  className="truncate text-sm font-medium hover:underline"
                >
                  <bdi>{plain(move.row.customer.name || move.row.customer.handle)}</bdi>
                </Link>
                <span className="ms-auto flex shrink-0 items-center gap-2">
                  {move.row.matter && <MatterChip short matter={move.row.matter} />}
                  <HeadStart minutes={move.head_start} />
                </span>
              </p>
              <p dir="auto" className="truncate text-xs text-ink-3">
                {plain(move.row.preview)}
              </p>
            </div>
          </li>
        ))}
      </ol>
      {!all && items.length > FIRST && (
        <Button tone="quiet" size="sm" className="mt-2" onClick={() => setAll(true)}>
          {t('priority.showAll', { number: number(items.length) })}
        </Button>
      )}
      {!preview.whole && <p className="mt-2 text-xs text-ink-3">{t('priority.notWhole', { number: number(items.length) })}</p>}
    </>
  )
}
