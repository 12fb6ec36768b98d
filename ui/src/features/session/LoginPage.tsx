import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getRouteApi } from '@tanstack/react-router'
import { desk } from '@/api/desk'
import { Field } from '@/ui/Field'
import { Frame } from './Frame'
import { useEnter } from './use-enter'

const route = getRouteApi('/login')

export function LoginPage() {
  const { t } = useTranslation()
  const { from } = route.useSearch()
  const { busy, error, enter } = useEnter(from ?? '/inbox')
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  return (
    <Frame
      title={t('session.login.title')}
      about={t('session.login.about')}
      submit={t('session.login.submit')}
      busy={busy}
      error={error}
      onSubmit={() => enter(() => desk.signIn(login.trim(), password))}
    >
      <Field label={t('session.login.login')} value={login} onChange={(event) => setLogin(event.target.value)} autoComplete="username" autoCapitalize="none" required autoFocus />
      <Field
        label={t('session.login.password')}
        type="password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        autoComplete="current-password"
        required
        help={t('session.login.forgotten')}
      />
    </Frame>
  )
}
