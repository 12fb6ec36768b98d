import { useTranslation } from 'react-i18next'
import type { FieldValue, Network } from '@/api/types'
import { Field } from '@/ui/Field'
import { ProblemError } from '@/api/client'

export type Values = Record<string, string>

export const presetsOf = (network: Network): Values => Object.fromEntries(network.fields.map((field) => [field.name, field.preset]))

export const toFields = (network: Network, values: Values): FieldValue[] =>
  network.fields.map(({ name }) => ({ name, value: (values[name] ?? '').trim() })).filter(({ value }) => value !== '')

/** What the network asks for, as the desk describes it. A refusal is shown at the field it is about. */
export function NetworkFields({ network, values, error, onChange }: { network: Network; values: Values; error: unknown; onChange: (values: Values) => void }) {
  const { t } = useTranslation()
  const problem = error instanceof ProblemError ? error.problem : null
  return (
    <div className="flex flex-col gap-4">
      {network.name === 'bluesky' && (
        <details className="rounded-xl border border-line bg-surface-2 px-4 py-3 text-sm">
          <summary className="font-medium">{t('channels.blueskyHelp.title')}</summary>
          <ol className="mt-2 flex list-decimal flex-col gap-1 ps-5 text-ink-2">
            <li>{t('channels.blueskyHelp.one')}</li>
            <li>{t('channels.blueskyHelp.two')}</li>
            <li>{t('channels.blueskyHelp.three')}</li>
          </ol>
          <p className="mt-2 text-ink-2">{t('channels.blueskyHelp.why')}</p>
        </details>
      )}
      {network.fields.map((field) => (
        <Field
          key={field.name}
          label={field.required ? field.label : `${field.label} (${t('channels.optional')})`}
          help={field.help}
          type={field.secret ? 'password' : 'text'}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required={field.required}
          value={values[field.name] ?? ''}
          error={problem?.field?.includes(field.name) ? problem.detail : undefined}
          onChange={(event) => onChange({ ...values, [field.name]: event.target.value })}
        />
      ))}
    </div>
  )
}
