import { readStored, writeStored } from './storage'
import { createStore, useStore } from './store'

export interface Settings {
  theme: 'system' | 'light' | 'dark'
  density: 'roomy' | 'compact'
  singleKeys: boolean
  language: 'system' | 'en' | 'de'
}

const KEY = 'heed.settings'
const defaults: Settings = { theme: 'system', density: 'roomy', singleKeys: true, language: 'system' }

export const settings = createStore<Settings>({ ...defaults, ...readStored<Partial<Settings>>(KEY, {}) })

const dark = window.matchMedia('(prefers-color-scheme: dark)')

function paint(): void {
  const { theme } = settings.get()
  const isDark = theme === 'dark' || (theme === 'system' && dark.matches)
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
}

export function changeSettings(change: Partial<Settings>): void {
  settings.set((now) => ({ ...now, ...change }))
}

export const useSettings = (): Settings => useStore(settings)

/** Keeps the page, the store and the other tabs of this browser in step. */
export function watchSettings(): void {
  paint()
  dark.addEventListener('change', paint)
  settings.subscribe(() => {
    writeStored(KEY, settings.get())
    paint()
  })
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) settings.set({ ...defaults, ...readStored<Partial<Settings>>(KEY, {}) })
  })
}
