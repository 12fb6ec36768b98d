import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type answers from '@/locales/en/answers.json'
import type coach from '@/locales/en/coach.json'
import type conversation from '@/locales/en/conversation.json'
import en from '@/locales/en/first.json'
import type later from '@/locales/en/later.json'
import type judgement from '@/locales/en/judgement.json'
import type pages from '@/locales/en/pages.json'
import type palette from '@/locales/en/palette.json'
import type topics from '@/locales/en/topics.json'
import type understanding from '@/locales/en/understanding.json'
import { settings } from './settings'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: {
      translation: typeof en & typeof answers & typeof coach & typeof conversation & typeof judgement & typeof later & typeof pages & typeof palette & typeof topics & typeof understanding
    }
  }
}

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** The dictionary comes in parts: what the first screen says, and the rest with the screens that say it. */
export type Part = 'first' | 'answers' | 'coach' | 'conversation' | 'judgement' | 'later' | 'pages' | 'palette' | 'topics' | 'understanding'

const files = import.meta.glob<{ default: object }>(['../locales/*/*.json', '!../locales/en/first.json'])
const needed = new Set<Part>(['first'])
const loading = new Map<string, Promise<void>>()
/** What will be spoken as soon as its words are here. */
let next: Language = 'en'

export function wantedLanguage(): Language {
  const { language } = settings.get()
  if (language !== 'system') return language
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2))
  return languages.find((known) => spoken.find((tag) => languages.some((have) => have === tag)) === known) ?? 'en'
}

function load(language: string, part: Part): Promise<void> {
  const path = `../locales/${language}/${part}.json`
  const known = loading.get(path)
  if (known) return known
  const bringing = (async () => {
    const words = await files[path]?.()
    if (words) i18next.addResourceBundle(language, 'translation', words.default, true)
  })()
  loading.set(path, bringing)
  // What could not be fetched now may be asked for again.
  bringing.catch(() => loading.delete(path))
  return bringing
}

/** Brings a screen together with the words that it says. */
export async function withWords<T>(part: Part, screen: Promise<T>): Promise<T> {
  needed.add(part)
  const [loaded] = await Promise.all([screen, load(i18next.language, part), load(next, part)])
  return loaded
}

async function speak(language: Language): Promise<void> {
  next = language
  // The desk names its topics in English by itself.
  if (language !== 'en') needed.add('topics')
  await Promise.all([...needed].map((part) => load(language, part)))
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

/** The coach speaks two languages. */
export const coachLanguage = (): 'en' | 'de' => (i18next.language === 'de' ? 'de' : 'en')

export const currentLanguage = (): string => i18next.language

/** The person's own habits of writing times and numbers, where they fit the language: en-GB rather than en. */
export const currentLocale = (): string =>
  navigator.languages.find((tag) => tag.startsWith(i18next.language)) ?? i18next.language
