import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'

/** Every topic's name by its id: those that nobody renamed in the reader's language, the others as they were named. */
export function useTopicNames(): ReadonlyMap<string, string> {
  const { i18n } = useTranslation()
  const { language } = i18n
  const topics = useQuery(queries.topics).data?.items
  return useMemo(() => {
    const translated = (label: string): string => {
      const found: unknown = i18n.getResource(language, 'translation', `topicName.${label}`)
      return typeof found === 'string' ? found : label
    }
    return new Map((topics ?? []).map(({ id, label }) => [id, translated(label)]))
  }, [topics, i18n, language])
}
