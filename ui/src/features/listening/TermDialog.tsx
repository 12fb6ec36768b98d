import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '@tanstack/react-query'
import { listening } from '@/api/actions-listening'
import type { NewTerm, Term, TermKind, TermPurpose } from '@/api/types'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field, fieldLook } from '@/ui/Field'
import { Trial } from './Trial'
import { kinds, partsOf, purposes, tagsOf } from './words'

interface Props {
  term: Term | null
  onClose: () => void
  onSaved: () => void
}

/** One thing to listen for, tried on the last days while it is written. */
export function TermDialog({ term, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const form = useId()
  const [text, setText] = useState(term?.text ?? '')
  const [kind, setKind] = useState<TermKind | ''>(term?.kind ?? '')
  const [purpose, setPurpose] = useState<TermPurpose>(term?.purpose ?? 'brand')
  const [exclusions, setExclusions] = useState(term?.exclusions.join('\n') ?? '')
  const [languages, setLanguages] = useState(term?.languages.join(', ') ?? '')
  const body: NewTerm = {
    text: text.trim(),
    ...(kind && { kind }),
    purpose,
    exclusions: partsOf(exclusions),
    languages: tagsOf(languages),
  }
  const save = useMutation({ mutationFn: () => (term ? listening.changeTerm(term.id, body) : listening.addTerm(body)), onSuccess: onSaved })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending) save.mutate()
  }
  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={term ? t('terms.editOne', { text: term.text }) : t('terms.add')}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={save.isPending}>
          {t('terms.save')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('terms.text')} help={t('terms.textHelp')} value={text} onChange={(event) => setText(event.target.value)} required autoComplete="off" maxLength={200} dir="auto" />
        <div className="grid gap-4 sm:grid-cols-2">
          <div className="flex flex-col gap-1.5">
            <label htmlFor={`${form}-kind`} className="text-sm font-medium">
              {t('terms.kindLabel')}
            </label>
            <select id={`${form}-kind`} className={fieldLook} value={kind} onChange={(event) => setKind(kinds.find((one) => one === event.target.value) ?? '')}>
              <option value="">{t('terms.asItLooks')}</option>
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {t(`terms.kind.${one}`)}
                </option>
              ))}
            </select>
          </div>
          <div className="flex flex-col gap-1.5">
            <label htmlFor={`${form}-purpose`} className="text-sm font-medium">
              {t('terms.purposeLabel')}
            </label>
            <select
              id={`${form}-purpose`}
              className={fieldLook}
              value={purpose}
              onChange={(event) => setPurpose(purposes.find((one) => one === event.target.value) ?? 'brand')}
              aria-describedby={`${form}-purpose-help`}
            >
              {purposes.map((one) => (
                <option key={one} value={one}>
                  {t(`terms.purpose.${one}`)}
                </option>
              ))}
            </select>
            <p id={`${form}-purpose-help`} className="text-xs text-ink-3">
              {t(`terms.purposeHelp.${purpose}`)}
            </p>
          </div>
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <div className="flex flex-col gap-1.5">
            <label htmlFor={`${form}-exclusions`} className="text-sm font-medium">
              {t('terms.exclusions')}
            </label>
            <textarea
              id={`${form}-exclusions`}
              rows={3}
              dir="auto"
              value={exclusions}
              onChange={(event) => setExclusions(event.target.value)}
              aria-describedby={`${form}-exclusions-help`}
              className={`${fieldLook} !h-auto py-2`}
            />
            <p id={`${form}-exclusions-help`} className="text-xs text-ink-3">
              {t('terms.exclusionsHelp')}
            </p>
          </div>
          <Field label={t('terms.languages')} help={t('terms.languagesHelp')} value={languages} onChange={(event) => setLanguages(event.target.value)} autoComplete="off" autoCapitalize="none" />
        </div>
        {save.isError && (
          <p role="alert" className="rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
            {explain(save.error, t)}
          </p>
        )}
        <Trial body={body} />
      </form>
    </Dialog>
  )
}
