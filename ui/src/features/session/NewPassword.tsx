import type { ChangeEventHandler } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/Field'

export const LEAST_PASSWORD = 10

export function NewPassword({ value, onChange }: { value: string; onChange: ChangeEventHandler<HTMLInputElement> }) {
  const { t } = useTranslation()
  return (
    <Field
      label={t('session.newPassword')}
      help={t('session.newPasswordHelp', { count: LEAST_PASSWORD })}
      type="password"
      autoComplete="new-password"
      minLength={LEAST_PASSWORD}
      required
      value={value}
      onChange={onChange}
    />
  )
}
