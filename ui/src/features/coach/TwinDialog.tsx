import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Twin } from '@/api/types-answer'
import { percent } from '@/lib/percent'
import { plain } from '@/lib/plain'
import { type Range, cutAt } from '@/lib/spans'
import { Dialog } from '@/ui/Dialog'
import { commonWords } from './common'

function Side({ title, text, ranges }: { title: string; text: string; ranges: Range[] }) {
  return (
    <section className="min-w-0 flex-1">
      <h3 className="mb-1.5 text-xs font-semibold text-ink-3">{title}</h3>
      <p dir="auto" className="rounded-xl border border-line bg-surface-2 px-3 py-2.5 text-base break-words whitespace-pre-wrap">
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

/** The draft beside what somebody else was told already; the words they have in common are marked. */
export function TwinDialog({ draft, twin, onClose }: { draft: string; twin: Twin; onClose: () => void }) {
  const { t } = useTranslation()
  const [mine, theirs] = [plain(draft), plain(twin.text)]
  const common = useMemo(() => commonWords(mine, theirs), [mine, theirs])
  return (
    <Dialog open wide onClose={onClose} title={t('twin.title')}>
      <p className="mb-3 text-sm text-pretty text-ink-2">{t(twin.same_thread ? 'twin.sameThread' : 'twin.about', { rate: percent(twin.similarity) })}</p>
      <div className="flex gap-4 max-sm:flex-col">
        <Side title={t('twin.draft')} text={mine} ranges={common.left} />
        <Side title={t('twin.to', { to: twin.to })} text={theirs} ranges={common.right} />
      </div>
    </Dialog>
  )
}
