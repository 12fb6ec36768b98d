import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getRouteApi } from '@tanstack/react-router'
import { desk } from '@/api/desk'
import { Frame } from './Frame'
import { NewPassword } from './NewPassword'
import { useEnter } from './use-enter'

const route = getRouteApi('/join')

export function JoinPage() {
  const { t } = useTranslation()
  const { token = '' } = route.useSearch()
  const { busy, error, enter } = useEnter()
  const [password, setPassword] = useState('')
  return (
    <Frame
      title={t('session.join.title')}
      about={t('session.join.about')}
      submit={t('session.join.submit')}
      busy={busy}
      error={error}
      onSubmit={() => enter(() => desk.join(token, password))}
    >
      <NewPassword value={password} onChange={(event) => setPassword(event.target.value)} />
    </Frame>
  )
}
