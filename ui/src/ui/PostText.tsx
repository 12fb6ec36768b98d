import { memo, useMemo } from 'react'
import { piecesOf } from '@/lib/links'
import { plain } from '@/lib/plain'
import { classes } from './classes'

/** What somebody wrote, as text and nothing else. Each post finds its own direction. */
function Text({ text, className }: { text: string; className?: string }) {
  const pieces = useMemo(() => piecesOf(plain(text)), [text])
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
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </p>
  )
}

export const PostText = memo(Text)
