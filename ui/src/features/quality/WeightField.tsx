import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldLook } from '@/ui/Field'
import { MINUTES_MOST, SLIDER_MOST } from './weights'

interface Props {
  label: string
  help: string
  value: number
  disabled: boolean
  onChange: (minutes: number) => void
}

/** Minutes, by hand or by number. */
export function WeightField({ label, help, value, disabled, onChange }: Props) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div>
      <div className="flex items-center gap-3">
        <label htmlFor={id} className="min-w-0 flex-1 text-sm font-medium">
          {label}
        </label>
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={0}
          max={MINUTES_MOST}
          value={value}
          disabled={disabled}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.target.valueAsNumber)}
          className={`${fieldLook} tnum !h-8 !w-20 text-end disabled:opacity-60`}
        />
        <span className="w-6 text-xs text-ink-3">{t('priority.minutes')}</span>
      </div>
      <input
        type="range"
        min={0}
        max={SLIDER_MOST}
        step={5}
        value={Math.min(SLIDER_MOST, value)}
        disabled={disabled}
        aria-label={t('priority.slider', { label })}
        aria-valuetext={t('time.minutes', { m: value })}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="mt-1 h-6 w-full"
      />
      <p id={`${id}-help`} className="text-xs text-pretty text-ink-3">
        {help}
      </p>
    </div>
  )
}
