/** What pops up by itself, or is read aloud: strangers' names and words in it without their slurs. */
export let decent = (text: string): string => text

/** The list of words comes behind the first screen, long before anybody did something to be told about. */
export const coverWith = (cover: typeof decent): void => void (decent = cover)
