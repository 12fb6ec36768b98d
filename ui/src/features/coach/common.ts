import type { Range } from '@/lib/spans'

interface Word extends Range {
  key: string
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
/** A reply has fewer; what lies behind is compared by nobody. */
const MOST_WORDS = 600
/** Two words in a row that both texts have are a coincidence in no sentence. */
const SHORTEST_RUN = 2

function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (isWordLike) words.push({ key: segment.toLocaleLowerCase(), start: index, end: index + segment.length })
    if (words.length === MOST_WORDS) break
  }
  return words
}

/** For each pair of places, how long the longest common sequence from there on is. */
function lengths(a: Word[], b: Word[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i]
      if (row) row[j] = a[i]?.key === b[j]?.key ? (table[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}

function pairsOf(a: Word[], b: Word[]): [number, number][] {
  const table = lengths(a, b)
  const pairs: [number, number][] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (a[i]?.key === b[j]?.key) pairs.push([i++, j++])
    else if ((table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0)) i += 1
    else j += 1
  }
  return pairs
}

/** The words that two texts have in common, in both, as runs of at least two. */
export function commonWords(left: string, right: string): { left: Range[]; right: Range[] } {
  const a = wordsOf(left)
  const b = wordsOf(right)
  const runs: [number, number][][] = []
  for (const pair of pairsOf(a, b)) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && last[0] + 1 === pair[0] && last[1] + 1 === pair[1]) run.push(pair)
    else runs.push([pair])
  }
  const kept = runs.filter((run) => run.length >= SHORTEST_RUN)
  const range = (words: Word[], from: number | undefined, to: number | undefined): Range => ({ start: words[from ?? 0]?.start ?? 0, end: words[to ?? 0]?.end ?? 0 })
  return {
    left: kept.map((run) => range(a, run[0]?.[0], run.at(-1)?.[0])),
    right: kept.map((run) => range(b, run[0]?.[1], run.at(-1)?.[1])),
  }
}
