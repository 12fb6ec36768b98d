export function Palette(_: { onClose: () => void; onKeys: () => void }) { return null }
export function KeySheet(_: { onClose: () => void }) { return null }
