import type { TFunction } from 'i18next'

/** What the desk tells in English sentences, as the server makes them: why a post came in or stayed out, and what judges posts. */
const sentences = [
  ['quietFor', /^The author is on the quiet list: (?<why>.*)$/s],
  ['quiet', /^The author is on the quiet list\.$/s],
  ['profile', /^The author's profile asks to be left alone \(“(?<words>.*)”\)\.$/s],
  ['same', /^It says the same as a post that a colleague marked as not about us\.$/s],
  ['near', /^It says nearly the same \((?<share>\d+) % alike\) as a post that a colleague marked as not about us\.$/s],
  ['author', /^A colleague marked (?<number>\d+) posts of this author as not about us\.$/s],
  ['reshare', /^It passes on somebody else's words\.$/s],
  ['flood', /^The author wrote more than (?<number>\d+) posts about it within an hour\.$/s],
  ['competitor', /^It names only a competitor \((?<term>.*)\)\.$/s],
  ['crisis', /^It holds only a crisis tag \((?<term>.*)\)\.$/s],
  ['notJudged', /^Nothing has judged it; a person may bring it in\.$/s],
  ['minor', /^The author may be a minor \(“(?<words>.*)”\)\.$/s],
  ['grief', /^The author may be grieving, and does not complain\.$/s],
  ['fear', /^The author may be afraid, and does not complain\.$/s],
  ['praise', /^Praise that asks nothing of us\.$/s],
  ['talk', /^Talk that asks nothing of us\.$/s],
  ['complaintRests', /^A complaint, but it needs no answer\.$/s],
  ['requestRests', /^A request, but it needs no answer\.$/s],
  ['questionRests', /^A question, but it needs no answer\.$/s],
  ['bait', /^It may be meant as irony or as bait\.$/s],
  ['unsure', /^The desk is unsure what it means\.$/s],
  ['perhapsComplaint', /^Perhaps a complaint, but the desk is not sure enough to speak unasked\.$/s],
  ['perhapsRequest', /^Perhaps a request, but the desk is not sure enough to speak unasked\.$/s],
  ['perhapsQuestion', /^Perhaps a question, but the desk is not sure enough to speak unasked\.$/s],
  ['approachedToday', /^We spoke to this person unasked within the last day; one approach in (?<days>\d+) days\.$/s],
  ['approachedYesterday', /^We spoke to this person unasked a day ago; one approach in (?<days>\d+) days\.$/s],
  ['approached', /^We spoke to this person unasked (?<ago>\d+) days ago; one approach in (?<days>\d+) days\.$/s],
  ['grave', /^A complaint of severity (?<severity>\d) about (?<term>.*) that needs an answer\.$/s],
  ['complaint', /^A complaint about (?<term>.*) that needs an answer\.$/s],
  ['request', /^A request about (?<term>.*) that needs an answer\.$/s],
  ['question', /^A question about (?<term>.*) that needs an answer\.$/s],
  ['broughtIn', /^A colleague brought it in\.$/s],
  ['notAboutUs', /^A colleague said that it is not about us\.$/s],
  ['twoModels', /^A fast model judges every post as it comes in, a better one looks again at what enters the inbox\.$/s],
  ['noFast', /^The fast model is missing: posts are judged a moment after they come in\.$/s],
  ['noModels', /^This desk has no models: posts are not judged\.$/s],
  ['noUse', /^The better model cannot be used: (?<why>.*)$/s],
] as const satisfies (readonly [string, RegExp])[]

/** What was taken out of one sentence is put into the other: the checker cannot know which words each has. */
const filled = (sentence: string, words: Record<string, string>): string => sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => words[name] ?? '')

/** The sentence in the reader's language; one that is not known stays as it is. */
export function told(sentence: string, t: TFunction): string {
  for (const [key, shape] of sentences) {
    const found = shape.exec(sentence)
    if (found) return filled(t(`told.${key}`, { skipInterpolation: true }), found.groups ?? {})
  }
  return sentence
}
