import { describe, expect, it } from 'vitest'
import { speaker } from '@/test/speaker'
import { told } from './told'

// As the server says them: tests/domain/listening_test.cpp has the same sentences.
const said = [
  'The author is on the quiet list.',
  'The author is on the quiet list: asked us to stop',
  "The author's profile asks to be left alone (“#nobot”).",
  'It says the same as a post that a colleague marked as not about us.',
  'It says nearly the same (97 % alike) as a post that a colleague marked as not about us.',
  'A colleague marked 3 posts of this author as not about us.',
  "It passes on somebody else's words.",
  'The author wrote more than 5 posts about it within an hour.',
  'It names only a competitor (Bramble & Co.).',
  'It holds only a crisis tag (#larkspurfail).',
  'Nothing has judged it; a person may bring it in.',
  'The author may be a minor (“15 y/o”).',
  'Praise that asks nothing of us.',
  'A question, but it needs no answer.',
  'The desk is unsure what it means.',
  'Perhaps a complaint, but the desk is not sure enough to speak unasked.',
  'We spoke to this person unasked within the last day; one approach in 90 days.',
  'We spoke to this person unasked 12 days ago; one approach in 90 days.',
  'A complaint of severity 2 about <b>Larkspur</b> that needs an answer.',
  'A question about Larkspur that needs an answer.',
  'A colleague brought it in.',
  'A fast model judges every post as it comes in, a better one looks again at what enters the inbox.',
]

describe('told', () => {
  it('says in English what the server says', async () => {
    const t = await speaker('en')
    for (const sentence of said) expect(told(sentence, t)).toBe(sentence)
  })

  it('says all of it in German', async () => {
    const t = await speaker('de')
    expect(said.filter((sentence) => told(sentence, t) === sentence)).toEqual([])
    expect(told('A complaint of severity 2 about <b>Larkspur</b> that needs an answer.', t)).toBe('Eine Beschwerde über <b>Larkspur</b>, Schwere 2, die eine Antwort braucht.')
  })

  it('leaves alone what it does not know', async () => {
    expect(told('Something new.', await speaker('de'))).toBe('Something new.')
  })
})
