import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { desk } from '@/api/desk'
import { Frame } from './Frame'
import { NewPassword } from './NewPassword'
import { useToken } from './token'
import { useEnter } from './use-enter'

export function JoinPage() {
  const { t } = useTranslation()
  const token = useToken()
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
