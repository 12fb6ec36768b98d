export function TwoPeople() {
  return (
    <svg viewBox="0 0 120 72" className="w-28" aria-hidden="true">
      <rect x="14" y="10" width="62" height="40" rx="10" fill="var(--accent-soft)" stroke="var(--accent)" strokeWidth="2" />
      <path d="M26 24h38M26 34h24" stroke="var(--accent)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="88" cy="44" r="18" fill="var(--done-soft)" stroke="var(--done)" strokeWidth="2" />
      <path d="m80 44 6 6 11-12" fill="none" stroke="var(--done)" strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
