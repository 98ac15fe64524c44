/**
 * What can go wrong with a call. "before" means without any effect, "after" means the effect took place.
 * - timeout-…: no answer, the connection stays open · hang: the same as timeout-before
 * - reset-…: the connection is reset · code-500-…: answers code 500 · error-after: answers 1001
 * - delay: everything happens `ms` later
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
  /** For delay: how long, in ms. */
  ms?: number
  /** A late call: the connection is treated as `kind` says at once, the effect lands this many ms later. */
  landsAfterMs?: number
  /** Only calls whose body contains this text count. */
  match?: string
}

interface ActiveRule extends FaultRule {
  seen: number
}

/** The rules in force; the first that strikes a call wins. */
export class FaultPlan {
  private rules: ActiveRule[] = []
  /** True: every connection but those to the controls is reset. */
  down = false

  add(rules: readonly FaultRule[]): void {
    this.rules.push(...rules.map((rule) => ({ ...rule, seen: 0 })))
  }

  clear(): void {
    this.rules = []
  }

  /** Counts a call against the rules and returns the one that strikes it. */
  strike(route: string, body: string): FaultRule | undefined {
    let struck: FaultRule | undefined
    for (const rule of this.rules) {
      if (rule.route !== '*' && rule.route !== route) continue
      if (rule.match !== undefined && !body.includes(rule.match)) continue
      rule.seen++
      const first = rule.nth ?? 1
      const times = rule.times ?? 1
      if (rule.seen >= first && (times === 0 || rule.seen < first + times)) struck ??= rule
    }
    return struck
  }
}
