/**
 * What can go wrong with a call. "before" means without any effect, "after" means the effect took place.
 * - timeout-…: no answer, the connection stays open · hang: the same as timeout-before
 * - reset-…: the connection is reset · code-500-…: answers code 500 · error-after: answers 1001
 * - delay: everything happens `ms` later · latency: the effect at once, the answer `ms` later
 * - twice: takes effect twice, as where a proxy repeats it; the second time `ms` (0) later; answered as the first time
 * - 429: refused by the rate limiter, with its headers
 * - slow-start: for `ms` from now the services behind the API are not there yet (code 500)
 *
 * And what goes wrong by itself:
 * - lost-webhooks: after-webhooks are never sent; `route` is a key of webhooks.yml or *
 * - stolen-token: somebody has a token of `userID` on `platformID` (5); the control answers which
 */
export const FAULT_KINDS = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'code-500-before',
  'code-500-after',
  'error-after',
  'hang',
  'delay',
  'latency',
  'twice',
  '429',
  'slow-start',
  'lost-webhooks',
  'stolen-token',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

export interface FaultRule {
  /** The route, e.g. /group/dismiss_group, or * for every route. */
  route: string
  kind: FaultKind
  /** The first call it strikes, counted from when the rule was set; 1 unless given. */
  nth?: number
  /** How many calls it strikes; 1 unless given, 0 for all from nth on. */
  times?: number
  /** For delay, latency, twice and slow-start: how long, in ms; 1000 unless given, 0 for twice. */
  ms?: number
  /** A late call: the connection is treated as `kind` says at once, the effect lands this many ms later. */
  landsAfterMs?: number
  /** Only calls whose body contains this text count. */
  match?: string
  /** For stolen-token: whose. */
  userID?: string
  /** For stolen-token: of which platform. */
  platformID?: number
}

interface ActiveRule extends FaultRule {
  seen: number
  since: number
}

/** The rules in force; the first that strikes a call wins. */
export class FaultPlan {
  private rules: ActiveRule[] = []
  /** True: every connection but those to the controls is reset. */
  down = false

  constructor(private readonly clock: () => number = Date.now) {}

  add(rules: readonly FaultRule[]): void {
    const since = this.clock()
    this.rules.push(...rules.map((rule) => ({ ...rule, seen: 0, since })))
  }

  clear(): void {
    this.rules = []
  }

  /** Counts a call against the rules and returns the one that strikes it. */
  strike(route: string, body: string): FaultRule | undefined {
    let struck: FaultRule | undefined
    for (const rule of this.rules) {
      if (rule.kind === 'lost-webhooks' || rule.kind === 'stolen-token') continue
      if (!concerns(rule, route) || (rule.match !== undefined && !body.includes(rule.match))) continue
      const strikes = rule.kind === 'slow-start' ? this.isStarting(rule) : counts(rule)
      if (strikes) struck ??= rule
    }
    return struck
  }

  /** Counts an after-webhook against the rules; true when it gets lost. */
  losesWebhook(key: string): boolean {
    let lost = false
    for (const rule of this.rules) {
      if (rule.kind === 'lost-webhooks' && concerns(rule, key) && counts(rule)) lost = true
    }
    return lost
  }

  private isStarting(rule: ActiveRule): boolean {
    return this.clock() < rule.since + (rule.ms ?? 1000)
  }
}

function concerns(rule: FaultRule, name: string): boolean {
  return rule.route === '*' || rule.route === name
}

/** Counts one more for a rule; true when it is one that the rule strikes. */
function counts(rule: ActiveRule): boolean {
  rule.seen++
  const first = rule.nth ?? 1
  const times = rule.times ?? 1
  return rule.seen >= first && (times === 0 || rule.seen < first + times)
}
