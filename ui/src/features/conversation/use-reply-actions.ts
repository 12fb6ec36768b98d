import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { statusOf } from '@/api/client'
import { desk } from '@/api/desk'
import type { Reply } from '@/api/types'
import { restoreDraft } from '@/features/composer'
import { dismissByUndoOf, tell } from '@/lib/undo'
import { explain } from '@/lib/words'

export function useReplyActions(id: string) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const refresh = () => void client.invalidateQueries({ queryKey: ['conversation', id] })
  const failed = (error: unknown) => tell(statusOf(error) === 409 ? t('composer.tooLate') : explain(error, t), 'error')
  return {
    retry: (reply: Reply) => {
      desk.retry(reply.id).then(refresh, failed)
    },
    takeBack: (reply: Reply) => {
      desk.takeBack(reply.id).then((draft) => {
        dismissByUndoOf(reply.id)
        restoreDraft(id, draft)
        refresh()
      }, failed)
    },
  }
}
