const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

const controlKey = (): string => (isMac ? '⌘' : document.documentElement.lang === 'de' ? 'Strg' : 'Ctrl')

/** How the keys are written on the keyboard in front of the person. */
export function keyCaps(keys: string): string[] {
  return keys
    .split(/[ +]/)
    .filter((part) => part !== 'Shift' || !keys.includes('?'))
    .map((part) => (part === '$mod' ? controlKey() : part === 'Escape' ? 'Esc' : part === 'ArrowDown' ? '↓' : part === 'ArrowUp' ? '↑' : part.replace(/^Key/, '').length === 1 ? part.slice(-1).toUpperCase() : part))
}
