// Every language says the same things, every key is used, and no word is written past the dictionary.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../src/', import.meta.url))
const problems = []

const flatten = (node, path = '') =>
  Object.entries(node).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key
    return typeof value === 'string' ? [[here, value]] : flatten(value, here)
  })

/** A language lies in a folder, in parts that are loaded with the screens that say them. */
const read = (language) => {
  const folder = join(root, 'locales', language)
  return new Map(readdirSync(folder).flatMap((part) => flatten(JSON.parse(readFileSync(join(folder, part), 'utf8')))))
}
const marks = (text) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted().join()

const en = read('en')
for (const language of readdirSync(join(root, 'locales'))) {
  const words = read(language)
  for (const key of en.keys()) if (!words.has(key)) problems.push(`${language}: ${key} is missing`)
  for (const [key, text] of words) {
    if (!en.has(key)) problems.push(`${language}: ${key} is not in en`)
    else if (marks(text) !== marks(en.get(key))) problems.push(`${language}: ${key} has other {{values}} than en`)
  }
}

const files = readdirSync(root, { recursive: true })
  .map(String)
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|\.gen\./.test(name))

const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'data-tip', 'hint', 'help', 'about'])
const isWord = (text) => /\p{L}{2,}/u.test(text)
let source = ''

for (const name of files) {
  const text = readFileSync(join(root, name), 'utf8')
  source += text
  if (!name.endsWith('.tsx')) continue
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const at = (node) => `${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
  const visit = (node) => {
    if (ts.isJsxText(node) && isWord(node.text)) problems.push(`${at(node)}: "${node.text.trim()}" is written past the dictionary`)
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && /\p{Ll}{2,}/u.test(node.initializer.text))
      problems.push(`${at(node)}: ${node.name.getText()}="${node.initializer.text}" is written past the dictionary`)
    ts.forEachChild(node, visit)
  }
  visit(file)
}

// A key that is put together, such as `view.${view}`, counts as used when its beginning is.
const stems = [...source.matchAll(/`([a-zA-Z_.]+\.)\$\{/g)].map((match) => match[1])
const middles = [...source.matchAll(/`([a-zA-Z_.]+\.)\$\{[^}]+\}\.?\w*`/g)].map((match) => match[1])
for (const key of en.keys()) {
  const plain = key.replace(/_(zero|one|two|few|many|other)$/, '')
  const used = source.includes(`'${plain}'`) || [...stems, ...middles].some((stem) => plain.startsWith(stem))
  if (!used) problems.push(`en: ${key} is not used`)
}

for (const problem of problems) console.error(problem)
console.log(problems.length === 0 ? `locales: ${en.size} texts, all in place` : `locales: ${problems.length} problems`)
process.exit(problems.length === 0 ? 0 : 1)
