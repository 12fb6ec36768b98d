/** On these networks people are written to with an @, whether or not the network stores it. */
const WITH_AT = new Set(['bluesky', 'mastodon', 'street', 'x', 'facebook', 'instagram', 'threads'])

export const atHandle = (handle: string, network: string): string =>
  WITH_AT.has(network) && handle !== '' && !handle.startsWith('@') ? `@${handle}` : handle
