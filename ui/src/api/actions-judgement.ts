import i18next from 'i18next'
import { corrected, correctionOf, matterOf, opinionOf } from '@/lib/correction'
import { offerUndo, tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { desk } from './desk'
import { queries, queryClient } from './queries'
import { rows } from './rows'
import type { Judgement, JudgementCorrection, Post } from './types'

const put = (conversation: string, post: string, judgement: Judgement | null) =>
  queryClient.setQueryData(queries.conversation(conversation).queryKey, (now) =>
    now ? { ...now, posts: now.posts.map((one) => (one.id === post ? { ...one, judgement } : one)) } : now,
  )

/** The row says what all posts that wait say together; of a single one we know that at once. */
function showInRow(conversation: string, judgement: Judgement): () => void {
  const row = rows.get(conversation)
  return row?.matter && row.unanswered === 1 ? rows.patch(conversation, { matter: matterOf(judgement) }) : () => undefined
}

function wordsOf(said: JudgementCorrection, judgement: Judgement): string {
  if (said.about_us === false) return i18next.t('correct.notUs')
  const { label } = judgement.intent
  const grave = label === 'complaint' && judgement.severity >= 3
  return i18next.t(grave ? 'matter.grave' : `intent.${label}`)
}

async function send(conversation: string, post: Post, said: JudgementCorrection): Promise<Judgement | undefined> {
  const before = post.judgement
  const shown = before && corrected(before, said)
  const rollBack = shown ? showInRow(conversation, shown) : () => undefined
  if (shown) put(conversation, post.id, shown)
  try {
    const judgement = await desk.correct(post.id, said)
    put(conversation, post.id, judgement)
    void queryClient.invalidateQueries({ queryKey: ['conversation', conversation] })
    void queryClient.invalidateQueries({ queryKey: ['quality'] })
    return judgement
  } catch (error) {
    rollBack()
    put(conversation, post.id, before)
    tell(explain(error, i18next.t), 'error')
    return undefined
  }
}

/** Says what a post really is: shown at once, and taken back by saying again what it was. */
export async function correct(conversation: string, post: Post, said: JudgementCorrection): Promise<void> {
  const before = post.judgement
  const judgement = await send(conversation, post, said)
  if (!judgement) return
  const changed = !before || Object.keys(said).length > 1 || said.intent !== before.intent.label
  const text = i18next.t(changed ? 'correct.done' : 'correct.confirmed', { words: wordsOf(said, judgement) })
  if (!before || !changed) return void tell(text)
  const back = { ...correctionOf(opinionOf(judgement), opinionOf(before)), ...(said.about_us === false && { about_us: true }) }
  offerUndo(text, () => void send(conversation, { ...post, judgement }, back))
}
