import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { drain } from '@/server/actions/drain'
import { LEDGER_SUBJECTS, type Subject } from '@/server/actions/subject'
import { startListener } from '@/server/db/listener'

export type Runner = { stop(): Promise<void> }

export type RunnerSettings = {
  /** Subjects worked at once. */
  parallel?: number
  /** How often due rows are looked for whatever was announced, ms. */
  everyMs?: number
  /** Told of what went wrong outside of any row. */
  onError?: (error: unknown) => void
}

const dueRow = z.object({ subject_kind: z.enum(LEDGER_SUBJECTS), subject_id: z.string() })

/** Due rows are looked for once in this time however many are announced, ms. */
const LOOK_GAP_MS = 40

/**
 * Carries out the ledger: woken by rows that may be due, and every few seconds by the clock, it drains each
 * subject whose lowest unfinished row is due. Any number of processes may run it; one works a subject at a time.
 */
export function startRunner(env: ActionEnv, settings: RunnerSettings = {}): Runner {
  const { parallel = 16, everyMs = 2_000, onError = () => {} } = settings
  const stopping = new AbortController()
  const working = new Map<string, Promise<void>>()
  // Hears of rows that may be due as their transactions commit; without a connection the clock serves.
  const ears = startListener({
    ...{ url: env.db.url, channel: 'steward_due', name: 'steward runner' },
    onMessage: () => wake(0),
    onConnect: () => wake(0),
    onLost: onError,
  })
  let timer: NodeJS.Timeout | undefined
  /** Due, as they were found last, and not begun yet. */
  let ready: Subject[] = []
  let lookedAt = 0
  let wakeAt = Number.POSITIVE_INFINITY

  /** Looks for due rows in `ms`, or sooner where that is already planned. */
  function wake(ms: number): void {
    const at = Math.max(Date.now() + ms, lookedAt + LOOK_GAP_MS)
    if (stopping.signal.aborted || at >= wakeAt) return
    clearTimeout(timer)
    wakeAt = at
    timer = setTimeout(
      () => {
        wakeAt = Number.POSITIVE_INFINITY
        lookedAt = Date.now()
        look()
          .catch(onError)
          .finally(() => wake(everyMs))
      },
      Math.max(0, at - Date.now()),
    )
  }

  async function look(): Promise<void> {
    // Whatever came due since is less overdue than those.
    if (stopping.signal.aborted || ready.length >= parallel) return
    const { due, nextInMs } = await dueSubjects(env)
    ready = due
    fill()
    if (nextInMs !== null) wake(nextInMs)
  }

  /** Begins as many of the due ones as there is room for. */
  function fill(): void {
    while (working.size < parallel && !stopping.signal.aborted) {
      const subject = ready.shift()
      if (!subject) return
      const name = `${subject.kind}:${subject.id}`
      if (!working.has(name)) working.set(name, work(subject, name))
    }
  }

  async function work(subject: Subject, name: string): Promise<void> {
    try {
      const again = await drain(env, subject, stopping.signal)
      wake(again ?? everyMs)
    } catch (error) {
      onError(error)
    } finally {
      working.delete(name)
      fill()
      // There may be more than one look finds.
      if (ready.length < parallel) wake(0)
    }
  }

  wake(0)
  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await Promise.all([...working.values(), ears.stop()])
    },
  }
}

/** Subjects whose lowest unfinished row is due, most overdue first, and how long until the next one is, ms. */
async function dueSubjects(env: ActionEnv): Promise<{ due: Subject[]; nextInMs: number | null }> {
  const rows = await env.db.prisma.$queryRaw`
    SELECT subject_kind, subject_id, greatest(0, extract(epoch FROM next_at - now()) * 1000)::float8 AS in_ms
    FROM (
      SELECT DISTINCT ON (subject_kind, subject_id) subject_kind::text, subject_id, next_at
      FROM ledger WHERE state IN ('planned', 'sending', 'unknown')
      ORDER BY subject_kind, subject_id, seq
    ) AS head
    ORDER BY next_at LIMIT 200`
  const heads = z.array(dueRow.extend({ in_ms: z.number() })).parse(rows)
  const later = heads.find((head) => head.in_ms > 0)
  return {
    due: heads
      .filter((head) => head.in_ms <= 0)
      .map((head) => ({ kind: head.subject_kind, id: head.subject_id })),
    nextInMs: later ? Math.ceil(later.in_ms) : null,
  }
}
