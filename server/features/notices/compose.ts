import type { ActionName } from '@/server/actions/schema'
import { fillTemplate } from '@/server/features/desk/fill-template'
import { inLanguage, type Localised } from '@/server/features/desk/localised'
import { plainLine } from '@/server/plain-line'
import type { NoticeLanguage } from './schema'
import { WORDS } from './words'

/** The words of a notice. Pure: nothing in it names who reported, who decided, or anybody else. */

export type Done = { action: ActionName; until: number | null }

/** What a decision was about, as far as its person already knows it. */
export type AboutWhat = { kind: 'message' | 'group' | 'user'; group: string }

export type Facts = {
  decidedAt: number
  outcome: 'acted' | 'dismissed'
  actions: readonly Done[]
  about: AboutWhat
  policy: { names: Localised; texts: Localised } | null
  appealDays: number
}

/** The language that we write in to somebody whose language is this one; the fallback where we do not know theirs. */
export function languageFor(tag: string, fallback: NoticeLanguage): NoticeLanguage {
  if (tag === '') return fallback
  return tag.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** A notice to whoever reported. `number` is their report's, which they were given then. */
export function toReporter(
  texts: Localised,
  language: NoticeLanguage,
  { outcome }: Pick<Facts, 'outcome'>,
  report: { number: string; at: number },
): string {
  const values = {
    number: report.number,
    date: day(report.at, language),
    outcome: WORDS[language].outcomes[outcome],
  }
  return fillTemplate(inLanguage(texts, language), values)
}

/** A notice to whom the decision is about. `number` is the notice's own: an appeal gives it. */
export function toPerson(texts: Localised, language: NoticeLanguage, facts: Facts, number: string): string {
  const { policy } = facts
  const values = {
    decision: number,
    date: day(facts.decidedAt, language),
    subject: subjectOf(facts.about, language),
    actions: actionsOf(facts.actions, language),
    policy: policy ? inLanguage(policy.names, language) : '',
    policy_text: policy ? inLanguage(policy.texts, language) : '',
    appeal_days: String(facts.appealDays),
  }
  return fillTemplate(inLanguage(texts, language), values)
}

/** A group is called by anybody's text: it can add no line of its own, and nothing turns with it. */
function subjectOf({ kind, group: name }: AboutWhat, language: NoticeLanguage): string {
  const { subjects } = WORDS[language]
  const group = plainLine(name)
  if (kind === 'user') return subjects.account
  if (kind === 'group') return subjects.group.replace('{group}', () => group)
  return group === '' ? subjects.message : subjects.messageIn.replace('{group}', () => group)
}

function actionsOf(actions: readonly Done[], language: NoticeLanguage): string {
  const words = WORDS[language]
  const said = actions.map(({ action, until }) => {
    const word = words.actions[action] ?? words.otherAction
    return until === null ? word : fillTemplate(words.until, { action: word, date: day(until, language) })
  })
  return [...new Set(said)].join(words.comma)
}

const day = (at: number, language: NoticeLanguage) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(at)
