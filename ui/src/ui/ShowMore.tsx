import { useTranslation } from 'react-i18next'
import { Button } from './Button'

interface Props {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  /** Of what, where a screen has more than one list. */
  what?: string
}

/** The way to what did not fit into the first page; nothing where there is no more. */
export function ShowMore({ pages, what }: Props) {
  const { t } = useTranslation()
  if (!pages.hasNextPage) return null
  return (
    <Button
      className="self-center"
      aria-label={what ? t('answers.moreOf', { what }) : undefined}
      aria-disabled={pages.isFetchingNextPage}
      onClick={() => !pages.isFetchingNextPage && pages.fetchNextPage()}
    >
      {t('answers.more')}
    </Button>
  )
}
