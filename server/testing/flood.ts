import type { Env } from '@/server/env'
import { INTAKE_RULES } from '@/server/features/reporters/rules'

const options = { operationId: 'flood', timeoutMs: 30_000 }

export type FloodPlan = { tokens: string[]; subjects: string[] }

/** People who report and people who are reported, strangers to everybody else, and limits that let all of it through. */
export async function prepareFlood(
  { openim, db }: Pick<Env, 'openim' | 'db'>,
  size: { reporters: number; subjects: number },
  ownerId: string,
): Promise<FloodPlan> {
  const run = crypto.randomUUID().slice(0, 8)
  const reporters = Array.from({ length: size.reporters }, (_, i) => `r${run}x${i}`)
  const subjects = Array.from({ length: size.subjects }, (_, i) => `s${run}x${i}`)
  await openim.users.register(
    [...reporters, ...subjects].map((id) => ({ id, nickname: `Nick ${id}` })),
    options,
  )
  const tokens: string[] = []
  for (const id of reporters) tokens.push((await openim.auth.userToken(id, 2, options)).token)
  const value = { ...INTAKE_RULES.initial, perReporter: 1_000_000, perSubject: 1_000_000 }
  await db.prisma.setting.upsert({
    where: { key: INTAKE_RULES.key },
    create: { key: INTAKE_RULES.key, value, updatedById: ownerId },
    update: { value },
  })
  return { tokens, subjects }
}

/** The n-th report: every reporter comes to every subject before anybody comes to one again. */
export function floodReport({ tokens, subjects }: FloodPlan, n: number): { token: string; body: string } {
  const reporter = n % tokens.length
  const subject = (Math.floor(n / tokens.length) + reporter) % subjects.length
  return {
    token: tokens[reporter] ?? '',
    body: JSON.stringify({
      subject: { kind: 'user', userId: subjects[subject] },
      reason: 'spam',
      text: `report ${n}`,
    }),
  }
}

/** As many at once as wait for an answer at the most. */
const MOST_AT_ONCE = 200

/**
 * Starts `work` so many times a second, later where too many did not end yet; resolves when all have, with how long it
 * took, ms.
 */
export async function atRate(perSecond: number, count: number, work: (n: number) => Promise<void>) {
  const begun = performance.now()
  const running = new Set<Promise<void>>()
  for (let n = 0; n < count; n++) {
    const wait = begun + (n * 1_000) / perSecond - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    while (running.size >= MOST_AT_ONCE) await Promise.race(running)
    const one: Promise<void> = work(n).finally(() => running.delete(one))
    running.add(one)
  }
  await Promise.all(running)
  return performance.now() - begun
}
