/** From here on a second person looks. Rather one look too many than one picture too many. */
export const EXPLICIT_FROM = 0.6

/** Drawn or photographed sex counts in full; much bare skin counts where little else is in the picture. */
export function explicitShare(shares: Readonly<Record<string, number>>): number {
  const { hentai = 0, porn = 0, sexy = 0 } = shares
  return Math.min(1, Math.max(hentai + porn, sexy * 0.7 + hentai + porn - 0.05))
}
