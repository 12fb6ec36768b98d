import i18next, { type TFunction } from 'i18next'

/** A t of its own for tests: the whole dictionary of one language, as it is shipped. */
export async function speaker(language: 'en' | 'de'): Promise<TFunction> {
  const parts = import.meta.glob<{ default: object }>('../locales/*/*.json', { eager: true })
  const words = Object.entries(parts)
    .filter(([path]) => path.includes(`/${language}/`))
    .map(([, part]) => part.default)
  const own = i18next.createInstance()
  await own.init({ lng: language, resources: { [language]: { translation: Object.assign({}, ...words) } }, interpolation: { escapeValue: false } })
  return own.t
}
