import { FAULT_KINDS, type FaultRule } from './faults'

/** Checks fault rules; throws an error that names the field. */
export function readRules(body: unknown): FaultRule[] {
  const rules = field(body, 'rules')
  if (!Array.isArray(rules)) throw new Error('rules: must be a list')
  return rules.map((rule: unknown, i) => {
    const kind = FAULT_KINDS.find((k) => k === String(field(rule, 'kind')))
    if (!kind) throw new Error(`rules[${i}].kind: must be one of ${FAULT_KINDS.join(', ')}`)
    const route = field(rule, 'route') ?? (AIMED.has(kind) ? undefined : '*')
    if (typeof route !== 'string') throw new Error(`rules[${i}].route: must be a text`)
    const texts = textsOf(rule, i)
    if (kind === 'stolen-token' && !texts.userID) throw new Error(`rules[${i}].userID: must be a text`)
    return { route, kind, ...numbersOf(rule, i), ...texts }
  })
}

/** Kinds that strike calls, so that a rule must say which; the others concern everything unless it says. */
const AIMED: ReadonlySet<string> = new Set(
  FAULT_KINDS.filter((kind) => !['slow-start', 'lost-webhooks', 'stolen-token'].includes(kind)),
)

type Numbers = Pick<FaultRule, 'nth' | 'times' | 'ms' | 'landsAfterMs' | 'platformID'>

function numbersOf(rule: unknown, i: number): Numbers {
  const out: Numbers = {}
  for (const key of ['nth', 'times', 'ms', 'landsAfterMs', 'platformID'] as const) {
    const value = field(rule, key)
    if (value === undefined) continue
    if (typeof value !== 'number' || value < 0)
      throw new Error(`rules[${i}].${key}: must be a number of 0 or more`)
    out[key] = value
  }
  return out
}

function textsOf(rule: unknown, i: number): Pick<FaultRule, 'match' | 'userID'> {
  const out: Pick<FaultRule, 'match' | 'userID'> = {}
  for (const key of ['match', 'userID'] as const) {
    const value = field(rule, key)
    if (value === undefined) continue
    if (typeof value !== 'string') throw new Error(`rules[${i}].${key}: must be a text`)
    out[key] = value
  }
  return out
}

/** The value of a key of something that may be no object. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}
