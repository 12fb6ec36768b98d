import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { desk } from '@/api/desk'
import { Field } from '@/ui/Field'
import { Frame } from './Frame'
import { NewPassword } from './NewPassword'
import { useToken } from './token'
import { useEnter } from './use-enter'

export function SetupPage() {
  const { t } = useTranslation()
  const given = useToken()
  const { busy, error, enter } = useEnter('/channels')
  const [form, setForm] = useState({ token: given, brand: '', name: '', login: '', password: '' })
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  })
  return (
    <Frame
      title={t('session.setup.title')}
      about={t('session.setup.about')}
      submit={t('session.setup.submit')}
      busy={busy}
      error={error}
      onSubmit={() => enter(() => desk.setup(form))}
    >
      {!given && <Field label={t('session.setup.token')} help={t('session.setup.tokenHelp')} required autoComplete="off" {...field('token')} />}
      <Field label={t('session.setup.brand')} help={t('session.setup.brandHelp')} required autoComplete="organization" {...field('brand')} />
      <Field label={t('session.setup.name')} help={t('session.setup.nameHelp')} required autoComplete="name" {...field('name')} />
      <Field label={t('session.login.login')} required autoComplete="username" autoCapitalize="none" {...field('login')} />
      <NewPassword {...field('password')} />
    </Frame>
  )
}
