/** The package's own types are hidden behind its exports map. */
declare module 'tinykeys' {
  export function tinykeys(
    target: Window | HTMLElement,
    handlers: Record<string, (event: KeyboardEvent) => void>,
  ): () => void
}
