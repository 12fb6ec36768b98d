import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Twin } from '@/api/types-answer'
import { percent } from '@/lib/percent'
import { plain } from '@/lib/plain'
import { type Range, cutAt } from '@/lib/spans'
import { Dialog } from '@/ui/Dialog'
import { classes } from '@/ui/classes'
import { commonWords } from './common'

interface SideProps {
  title: string
  text: string
  ranges: Range[]
  /** An example: it cannot be taken along from here either. */
  still?: boolean
}

function Side({ title, text, ranges, still = false }: SideProps) {
  return (
    <section className="min-w-0 flex-1">
      <h3 className="mb-1.5 text-xs font-semibold text-ink-3">{title}</h3>
      <p
        dir="auto"
        className={classes('rounded-xl border border-line bg-surface-2 px-3 py-2.5 text-base break-words whitespace-pre-wrap', still && 'select-none')}
        onCopy={still ? (event) => event.preventDefault() : undefined}
      >
        {cutAt(text, 0, ranges).map((cut) =>
          cut.marked ? (
            <mark key={cut.at} className="decided">
              {cut.text}
            </mark>
          ) : (
            cut.text
          ),
        )}
      </p>
    </section>
  )
}

const abouts = { example: 'twin.exampleAbout', thread: 'twin.sameThread', reply: 'twin.about' } as const

/** The draft beside what somebody else was told already, or an example; the words they have in common are marked. */
export function TwinDialog({ draft, twin, onClose }: { draft: string; twin: Twin; onClose: () => void }) {
  const { t } = useTranslation()
  const [mine, theirs] = [plain(draft), plain(twin.text)]
  const common = useMemo(() => commonWords(mine, theirs), [mine, theirs])
  const kind = twin.example ? 'example' : twin.same_thread ? 'thread' : 'reply'
  return (
    <Dialog open wide onClose={onClose} title={t(twin.example ? 'twin.exampleTitle' : 'twin.title')}>
      <p className="mb-3 text-sm text-pretty text-ink-2">{t(abouts[kind], { rate: percent(twin.similarity) })}</p>
      <div className="flex gap-4 max-sm:flex-col">
        <Side title={t('twin.draft')} text={mine} ranges={common.left} />
        <Side title={t(twin.example ? 'twin.example' : 'twin.to', { to: twin.to })} still={twin.example} text={theirs} ranges={common.right} />
      </div>
    </Dialog>
  )
}
