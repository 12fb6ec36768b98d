import { keyCaps } from '@/lib/key-caps'

export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-1" aria-hidden="true">
      {keyCaps(keys).map((cap) => (
        <kbd
          key={cap}
          className="grid h-5 min-w-5 place-items-center rounded-md border border-line-strong bg-surface px-1 font-sans text-2xs font-medium text-ink-3 shadow-1"
        >
          {cap}
        </kbd>
      ))}
    </span>
  )
}
