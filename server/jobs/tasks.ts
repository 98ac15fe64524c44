import type { CronItem, JobHelpers, TaskList } from 'graphile-worker'
import { z } from 'zod'
import { expireApprovals } from '@/server/actions/approval/end'
import type { Env } from '@/server/env'
import { workAlerts } from '@/server/features/alerts/work'
import { wakeCases } from '@/server/features/cases/work/wake'
import { trimAnswers } from '@/server/features/client-api/idempotency'
import { catchUp } from '@/server/features/evidence/catch-up'
import { fetchEvidence } from '@/server/features/evidence/fetch'
import { fetchMedia } from '@/server/features/evidence/fetch-media'
import { purgeEvidence } from '@/server/features/evidence/purge'
import { readLeaders, wantLeaders } from '@/server/features/groups/leaders'
import { refreshGroup } from '@/server/features/groups/refresh'
import { sweepGroups } from '@/server/features/groups/sweep'
import { trimInbox } from '@/server/features/inbox/trim'
import { settleApplications } from '@/server/features/invites/redemption/applications'
import { trimRefusals } from '@/server/features/invites/redemption/trim-refusals'
import { catchUpReminders, sendReminder } from '@/server/features/invites/reminders/send'
import { summariseNames } from '@/server/features/names/summarise'
import { catchUpNotices } from '@/server/features/notices/catch-up'
import { followUp } from '@/server/features/notices/follow-up'
import { sendNotice } from '@/server/features/notices/send'
import { refreshPerson } from '@/server/features/people/refresh'
import { sweepPeople } from '@/server/features/people/sweep'
import { expireSnapshots } from '@/server/features/snapshots/expire'
import { workWebhooks } from '@/server/features/webhooks/work'
import type { JobPayloads } from './enqueue'

const ofCase = z.object({ caseId: z.uuid() })
const ofEvidence = z.object({ evidenceId: z.uuid() })
const ofDecision = z.object({ decisionId: z.uuid() })
const ofNotice = z.object({ noticeId: z.uuid() })
const ofReminder = z.object({ reminderId: z.uuid() })
const ofGroup = z.object({ groupId: z.string().min(1) })
const ofPerson = z.object({ userId: z.string().min(1) })

/** `stop` is aborted when the process ends and the job takes long. */
type Job = (payload: unknown, stop: AbortSignal) => Promise<unknown>

/** What the worker does for each kind of job. One that throws is tried again later, with growing pauses. */
export function tasksOf(env: Env): TaskList {
  const tasks: Record<keyof JobPayloads, Job> = {
    'alerts.send': () => workAlerts(env),
    'approvals.expire': () => expireApprovals(env),
    'inbox.trim': () => trimInbox(env.db),
    'answers.trim': () => trimAnswers(env.db),
    'invites.trim': () => trimRefusals(env.db),
    'invites.applications': (_, stop) => settleApplications(env, stop),
    'invites.remind': (payload) => sendReminder(env, ofReminder.parse(payload).reminderId),
    'cases.wake': () => wakeCases(env.db),
    'snapshots.expire': (_, stop) => expireSnapshots(env.db, stop),
    'evidence.fetch': (payload) => fetchEvidence(env, ofCase.parse(payload).caseId),
    'evidence.catch_up': () => catchUp(env.db),
    'evidence.media': (payload) => fetchMedia(env, ofEvidence.parse(payload).evidenceId),
    'evidence.purge': (_, stop) => purgeEvidence(env, stop),
    'decisions.follow_up': (payload) => followUp(env.db, ofDecision.parse(payload).decisionId),
    'notices.send': (payload) => sendNotice(env, ofNotice.parse(payload).noticeId),
    'notices.catch_up': async () => {
      await catchUpNotices(env.db)
      await catchUpReminders(env.db)
    },
    'groups.sweep': (_, stop) => sweepGroups(env, stop),
    'groups.refresh': async (payload) => {
      const { groupId } = ofGroup.parse(payload)
      await refreshGroup(env, groupId)
      await wantLeaders(env.db, [groupId])
    },
    'groups.leaders': (_, stop) => readLeaders(env, stop),
    'webhooks.work': (_, stop) => workWebhooks(env, stop),
    'names.summarise': (_, stop) => summariseNames(env.db, stop),
    'people.sweep': (_, stop) => sweepPeople(env, stop),
    'people.refresh': (payload) => refreshPerson(env, ofPerson.parse(payload).userId),
  }
  const entries = Object.entries(tasks).map(([name, task]) => [
    name,
    async (payload: unknown, { abortSignal }: Pick<JobHelpers, 'abortSignal'>) =>
      void (await task(payload, abortSignal)),
  ])
  return Object.fromEntries(entries)
}

/** What comes by itself, and when (UTC; minute hour day month weekday). A key keeps each from piling up. */
export const SCHEDULE: CronItem[] = [
  // An emergency adds it at once.
  { task: 'alerts.send', match: '* * * * *', options: { jobKey: 'alerts.send', maxAttempts: 3 } },
  { task: 'approvals.expire', match: '* * * * *', options: { jobKey: 'approvals.expire', maxAttempts: 3 } },
  {
    task: 'snapshots.expire',
    match: '20 3 * * *',
    // Where no worker ran at that time, it is made up for.
    options: { jobKey: 'snapshots.expire', maxAttempts: 10, backfillPeriod: 86_400_000 },
  },
  // The gate adds it at once; a failed one is not waited for.
  { task: 'webhooks.work', match: '* * * * *', options: { jobKey: 'webhooks.work', maxAttempts: 3 } },
  { task: 'groups.sweep', match: '*/10 * * * *', options: { jobKey: 'groups.sweep', maxAttempts: 3 } },
  { task: 'groups.leaders', match: '* * * * *', options: { jobKey: 'groups.leaders', maxAttempts: 3 } },
  { task: 'people.sweep', match: '*/10 * * * *', options: { jobKey: 'people.sweep', maxAttempts: 3 } },
  // Between sweeps, which bring new names; a stretch that many came to is looked through once for all of them.
  {
    task: 'names.summarise',
    match: '5,15,25,35,45,55 * * * *',
    options: { jobKey: 'names.summarise', maxAttempts: 3 },
  },
  {
    task: 'invites.applications',
    match: '* * * * *',
    // Staff who answer one add it at once.
    options: { jobKey: 'invites.applications', maxAttempts: 3 },
  },
  { task: 'invites.trim', match: '50 3 * * *', options: { jobKey: 'invites.trim', maxAttempts: 3 } },
  { task: 'inbox.trim', match: '40 3 * * *', options: { jobKey: 'inbox.trim', maxAttempts: 3 } },
  { task: 'answers.trim', match: '25 * * * *', options: { jobKey: 'answers.trim', maxAttempts: 3 } },
  { task: 'notices.catch_up', match: '* * * * *', options: { jobKey: 'notices.catch_up', maxAttempts: 3 } },
  { task: 'evidence.catch_up', match: '* * * * *', options: { jobKey: 'evidence.catch_up', maxAttempts: 3 } },
  {
    task: 'evidence.purge',
    // Every hour: a worker that was killed in the middle is followed by the next.
    match: '17 * * * *',
    options: { jobKey: 'evidence.purge', maxAttempts: 5, backfillPeriod: 3_600_000 },
  },
]
