import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from '@/locales/en.json'
import { settings } from './settings'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

export function wantedLanguage(): Language {
  const { language } = settings.get()
  if (language !== 'system') return language
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2))
  return languages.find((known) => spoken.find((tag) => languages.some((have) => have === tag)) === known) ?? 'en'
}

async function speak(language: Language): Promise<void> {
  if (language === 'de' && !i18next.hasResourceBundle('de', 'translation')) {
    const { default: words } = await import('@/locales/de.json')
    i18next.addResourceBundle('de', 'translation', words)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en } },
    lng: 'en',
    fallbackLng: 'en',
    // React escapes what it shows; escaping twice would show the escapes.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await speak(wantedLanguage())
  settings.subscribe(() => {
    const language = wantedLanguage()
    if (language !== i18next.language) void speak(language)
  })
}

export const currentLanguage = (): string => i18next.language

/** The person's own habits of writing times and numbers, where they fit the language: en-GB rather than en. */
export const currentLocale = (): string =>
  navigator.languages.find((tag) => tag.startsWith(i18next.language)) ?? i18next.language
