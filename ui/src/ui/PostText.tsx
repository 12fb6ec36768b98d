import { memo, useMemo } from 'react'
import type { Span } from '@/api/types'
import { piecesOf } from '@/lib/links'
import { overrides, plain } from '@/lib/plain'
import { type Range, cutAt, rangesOf } from '@/lib/spans'
import { classes } from './classes'

interface Props {
  text: string
  className?: string
  /** Words to mark, in code points of the text as it was written. */
  marks?: readonly Span[]
}

const unmarked: Range[] = []

function Words({ text, at, ranges }: { text: string; at: number; ranges: Range[] }) {
  if (ranges.length === 0) return text
  return cutAt(text, at, ranges).map((cut) =>
    cut.marked ? (
      <mark key={cut.at} className="decided">
        {cut.text}
      </mark>
    ) : (
      cut.text
    ),
  )
}

/** What somebody wrote, as text and nothing else. Each post finds its own direction. */
function Text({ text, className, marks }: Props) {
  const pieces = useMemo(() => piecesOf(plain(text)), [text])
  const ranges = useMemo(() => (marks && marks.length > 0 ? rangesOf(text, marks, overrides) : unmarked), [text, marks])
  return (
    <p dir="auto" className={classes('text-base break-words whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:isolate]', className)}>
      {pieces.map((piece) =>
        piece.kind === 'link' ? (
          <a
            key={piece.at}
            href={piece.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent underline decoration-accent-line underline-offset-2 hover:decoration-current"
          >
            <Words text={piece.text} at={piece.at} ranges={ranges} />
          </a>
        ) : (
          <Words key={piece.at} text={piece.text} at={piece.at} ranges={ranges} />
        ),
      )}
    </p>
  )
}

export const PostText = memo(Text)
