import { describe, expect, it } from 'vitest'
import { covered } from './rough'

// What a stranger may call themselves or write, so that it would pop up at somebody's desk.
const rude = [
  ['fuck', '•••'],
  ['FUCK you', '••• you'],
  ['What a shithole, Acme!', 'What a •••, Acme!'],
  ['(bitch)', '(•••)'],
  ['you “bitch”, you', 'you “•••”, you'],
  ['you nigger.', 'you •••.'],
  ['@fuckyoucorp is left alone', '••• is left alone'],
  ['#AcmeIsShit', '•••'],
  ['such_a-bitch', '•••'],
  ['f.u.c.k off', '••• off'],
  ['f u c k off', '••• off'],
  ['sh1t!!!', '•••!!!'],
  ['b!tch', '•••'],
  ['n1gg3r', '•••'],
  ['f4gg0t', '•••'],
  ['a$$hole', '•••'],
  ['fuuuuuck', '•••'],
  ['shiiiiit', '•••'],
  ['pussssy', '•••'],
  ['ｆｕｃｋ', '•••'],
  ['𝓯𝓾𝓬𝓴', '•••'],
  ['fu\u200Bck', '•••'],
  ['fuсk', '•••'], // with a Cyrillic letter
  ['fúck', '•••'],
  ['Scheiße!', '•••!'],
  ['du Hurensohn', 'du •••'],
  ['quelle salope', 'quelle •••'],
  ['hijo de puta', 'hijo de •••'],
  ['che stronzo', 'che •••'],
  ['klootzak', '•••'],
] as const

/** What looks like one of them and is none. */
const left = [
  'Scunthorpe',
  'a class of assistants passes the bass',
  'cocktails in Cockermouth',
  'order A55 and 455',
  'Dick Van Dyke, Mr Nutter',
  'Wankel, MongoDB',
  'Rio Negro',
  'Dickens and Dickinson',
  'Nigeria, Niger, Montenegro',
  'spicy chicken',
  'Ana is back',
  'I am in a ficus',
  'a b c d e',
  '1 2 3 4 5',
  'f***',
  'raccoons',
  'Analyse',
  'Hurrah',
  'reputation, deputy',
  'Kutter',
  'Essen, Sussex, Middlesex',
  'https://example.com/a?b=c&d=e',
  'لا أستطيع',
  '頼んだ',
  '',
]

describe('covered', () => {
  it.each(rude)('covers %s', (text, shown) => expect(covered(text)).toBe(shown))
  it.each(left)('leaves %s', (text) => expect(covered(text)).toBe(text))

  it('takes long and odd text', () => {
    for (const odd of ['fuck'.repeat(2500), 'f '.repeat(5000), '*'.repeat(10_000), '\u200B'.repeat(10_000), '😡'.repeat(5000)]) expect(typeof covered(odd)).toBe('string')
    expect(covered('fuck'.repeat(2500))).toBe('•••')
  })
})
