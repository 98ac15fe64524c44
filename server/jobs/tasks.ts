import type { CronItem, TaskList } from 'graphile-worker'
import { z } from 'zod'
import type { Env } from '@/server/env'
import { catchUp } from '@/server/features/evidence/catch-up'
import { fetchEvidence } from '@/server/features/evidence/fetch'
import { refreshGroup } from '@/server/features/groups/refresh'
import { sweepGroups } from '@/server/features/groups/sweep'
import type { JobPayloads } from './enqueue'

const ofCase = z.object({ caseId: z.uuid() })
const ofGroup = z.object({ groupId: z.string().min(1) })

/** What the worker does for each kind of job. One that throws is tried again later, with growing pauses. */
export function tasksOf(env: Env): TaskList {
  const tasks: Record<keyof JobPayloads, (payload: unknown) => Promise<unknown>> = {
    'evidence.fetch': (payload) => fetchEvidence(env, ofCase.parse(payload).caseId),
    'evidence.catch_up': () => catchUp(env.db),
    'groups.sweep': () => sweepGroups(env),
    'groups.refresh': (payload) => refreshGroup(env, ofGroup.parse(payload).groupId),
  }
  const entries = Object.entries(tasks).map(([name, task]) => [
    name,
    async (payload: unknown) => void (await task(payload)),
  ])
  return Object.fromEntries(entries)
}

/** What comes by itself, and when (UTC; minute hour day month weekday). A key keeps each from piling up. */
export const SCHEDULE: CronItem[] = [
  { task: 'groups.sweep', match: '*/10 * * * *', options: { jobKey: 'groups.sweep', maxAttempts: 3 } },
  { task: 'evidence.catch_up', match: '* * * * *', options: { jobKey: 'evidence.catch_up', maxAttempts: 3 } },
]
