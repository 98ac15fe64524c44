import type { Tx } from '@/server/db/client'

/** Background tasks and what each is called with. Every one is safe to run again and twice at once. */
export type JobPayloads = {
  /** Looks for deadlines that are near, and sends alerts. */
  'alerts.send': Record<string, never>
  /** Ends requests that nobody answered in their time. */
  'approvals.expire': Record<string, never>
  /** Deletes old items of people's inboxes. */
  'inbox.trim': Record<string, never>
  /** Deletes old answers that the client API gave under idempotency keys. */
  'answers.trim': Record<string, never>
  /** Deletes old refusals of invite links. */
  'invites.trim': Record<string, never>
  /** Looks whether applications that people made by invite links were answered. */
  'invites.applications': Record<string, never>
  /** Reminds somebody who leads a group, or reads back what became of it. */
  'invites.remind': { reminderId: string }
  /** Brings snoozed cases back whose time has come. */
  'cases.wake': Record<string, never>
  /** Deletes the members of kept lists whose time is over. */
  'snapshots.expire': Record<string, never>
  /** Fetches what OpenIM has of a case's subject and compares the reporters' copies with it. */
  'evidence.fetch': { caseId: string }
  /** Adds fetches again that a killed worker left undone or that back off while OpenIM has long been back. */
  'evidence.catch_up': Record<string, never>
  /** Copies the media of a reported message. */
  'evidence.media': { evidenceId: string }
  /** Purges what is kept of cases whose time is over. */
  'evidence.purge': Record<string, never>
  /** Tells whom a decision is to be told to, and draws whether it is looked at again. */
  'decisions.follow_up': { decisionId: string }
  /** Sends a notice, or reads back what became of it. */
  'notices.send': { noticeId: string }
  /** Sends notices that a killed worker left, or that back off while OpenIM has long been back. */
  'notices.catch_up': Record<string, never>
  /** Reads all groups into the index, or goes on with that. */
  'groups.sweep': Record<string, never>
  /** Reads who leads groups whose turn it is. */
  'groups.leaders': Record<string, never>
  /** Reads one group into the index. */
  'groups.refresh': { groupId: string }
  /** Looks at what OpenIM's webhooks told. */
  'webhooks.work': Record<string, never>
  /** Keeps which pieces of words occur where in the order of names. */
  'names.summarise': Record<string, never>
  /** Reads all people into the index, or goes on with that. */
  'people.sweep': Record<string, never>
  /** Reads one person into the index. */
  'people.refresh': { userId: string }
}

/**
 * Adds a job in the caller's transaction, or replaces a waiting one of the same `key`. It runs after the commit, and not
 * before `runAt` (now where it is not given).
 */
export async function enqueue<Task extends keyof JobPayloads>(
  tx: Tx,
  task: Task,
  payload: JobPayloads[Task],
  key: string,
  runAt?: Date,
): Promise<void> {
  const json = JSON.stringify(payload)
  await tx.$queryRaw`
    SELECT 1 FROM steward_enqueue(${task}, ${json}::json, ${key}, coalesce(${runAt ?? null}::timestamptz, now()))`
}
