import type { User } from '../state/model'
import { cast, type Language, wholeCast } from './cast'
import { FIRST_AR, FIRST_DE, FIRST_EN, FIRST_ZH, LAST_AR, LAST_DE, LAST_EN, LAST_ZH } from './names'
import type { Random } from './random'

const DAY_MS = 86_400_000

export interface Person extends User {
  language: Language
}

/** How many people of each language take part, the cast apart. */
const COUNTS: [Language, number][] = [
  ['en', 150],
  ['zh', 120],
  ['de', 26],
  ['ar', 24],
]

const ODD_NICKNAMES = [
  'Jo',
  'z',
  'Dr. Maximilian Alexander von Hohenfels-Brandenstein (Neighbourhood Watch, Block C)',
  '🐝',
  'no name yet',
  '用户2839471',
  '不爱吃香菜的小猪佩奇和她的五个朋友',
  'ABC',
]

/** Everybody of the demo community: the cast, and a few hundred others. */
export function makePeople(random: Random, now: number): Person[] {
  const people = wholeCast().map((c) => person(random, now, c.userID, c.nickname, c.language))
  const taken = new Set(people.map((p) => p.userID))
  for (const [language, count] of COUNTS) {
    for (let made = 0; made < count; ) {
      const { userID, nickname } = nameIn(random, language)
      if (taken.has(userID)) continue
      taken.add(userID)
      people.push(person(random, now, userID, nickname, language))
      made++
    }
  }
  for (const [i, nickname] of ODD_NICKNAMES.entries()) {
    people.push(person(random, now, `${2_839_471 + i * 7919}`, nickname, i >= 5 && i < 7 ? 'zh' : 'en'))
  }
  // the long-standing ones first, the reported ones late comers
  for (const name of ['cryptoking', 'raffle', 'official', 'jianzhi', 'meds'] as const) {
    const late = people.find((p) => p.userID === cast(name).userID)
    if (late) late.createTime = now - random.int(1, 6) * DAY_MS
  }
  return people
}

/** People who only fill a large group: names as everybody's, numbers as ids. */
export function makeCrowd(random: Random, now: number, count: number): Person[] {
  return Array.from({ length: count }, (_, i) => {
    const language = random.chance(0.6) ? 'en' : 'zh'
    const { nickname } = nameIn(random, language)
    return person(random, now, `${4_102_000_000 + i * 373}`, nickname, language)
  })
}

function person(random: Random, now: number, userID: string, nickname: string, language: Language): Person {
  return {
    userID,
    nickname,
    faceURL: '',
    ex: '',
    createTime: now - random.int(20, 700) * DAY_MS - random.int(0, DAY_MS),
    appMangerLevel: 0,
    globalRecvMsgOpt: 0,
    language,
  }
}

function nameIn(random: Random, language: Language): { userID: string; nickname: string } {
  if (language === 'zh') return eastern(random, FIRST_ZH, LAST_ZH, '')
  if (language === 'ar') return eastern(random, FIRST_AR, LAST_AR, ' ')
  const first = random.pick(language === 'de' ? FIRST_DE : FIRST_EN)
  const last = random.pick(language === 'de' ? LAST_DE : LAST_EN)
  const nickname = random.chance(0.12)
    ? `${first} ${last.charAt(0)}.`
    : random.chance(0.06)
      ? first
      : `${first} ${last}`
  return { userID: asID(`${first}_${last}`), nickname }
}

type Part = { name: string; latin: string }

function eastern(random: Random, firsts: readonly Part[], lasts: readonly Part[], gap: string) {
  const first = random.pick(firsts)
  const last = random.pick(lasts)
  if (gap) return { userID: `${first.latin}_${last.latin}`, nickname: `${first.name}${gap}${last.name}` }
  return { userID: `${last.latin}_${first.latin}${random.int(1, 99)}`, nickname: `${last.name}${first.name}` }
}

/** Lower-case letters and digits with `_`, which is all a userID may hold. */
function asID(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö|ø/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
  return plain.replace(/[^a-z0-9_]/g, '')
}
