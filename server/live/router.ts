import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import { actorOf } from '@/server/auth/sessions'
import { DomainError } from '@/server/errors'
import { restrictedQueuesOf } from '@/server/features/cases/sight'
import type { Hub } from '@/server/live/hub'
import { type HubEvent, type LiveEvent, type LiveTopic, permissionToHear } from '@/server/live/topics'
import { type Context, procedure, router } from '@/server/trpc/init'

/** A stream looks this often whether its session still stands, ms. */
const RECHECK_MS = 10_000

/** The one stream of a browser: ids of what changed, only of what the person may read. */
export const createLiveRouter = (hub: () => Hub, recheckMs = RECHECK_MS) =>
  router({
    events: procedure('live.subscribe').subscription(({ ctx, signal }) =>
      streamFor(hub(), ctx, signal, recheckMs),
    ),
  })

type Listening = Pick<Context, 'env'> & { actor: StaffActor }

/**
 * Whether an event is for this person: their role may hear of it, an inbox is their own, and what is in a restricted
 * queue is for its members and for owners.
 */
function hears(
  { id: me, role }: StaffActor,
  queues: readonly string[],
  { topic, id, queueId }: HubEvent & { topic: LiveTopic },
): boolean {
  if (topic === 'inbox' && id !== me) return false
  if (queueId !== undefined && role !== 'owner' && !queues.includes(queueId)) return false
  return may(role, permissionToHear(topic))
}

/**
 * Events for one person until they disconnect. Ends with `unauthenticated` when the session was revoked, at once where
 * that was announced, else at the next look. A change of role counts from the next look on, one of queues at
 * once.
 */
async function* streamFor(
  hub: Hub,
  { env, actor }: Listening,
  disconnected: AbortSignal | undefined,
  recheckMs: number,
): AsyncGenerator<LiveEvent> {
  let listener: StaffActor | null = actor
  let queues = await restrictedQueuesOf(env.db.prisma, actor.id)
  let failure: unknown
  const stop = new AbortController()
  const look = async () => {
    try {
      listener = await actorOf(env.db.prisma, actor.sessionId, env.config.mode)
      queues = await restrictedQueuesOf(env.db.prisma, actor.id)
    } catch (error) {
      // Without an answer nobody may go on listening; the browser comes back by itself.
      failure = new DomainError('unavailable', 'live_interrupted', { cause: error })
    }
    if (listener === null || failure) stop.abort()
  }
  const timer = setInterval(look, recheckMs)
  try {
    const end = disconnected ? AbortSignal.any([disconnected, stop.signal]) : stop.signal
    for await (const { topic, id, queueId } of hub.subscribe(end)) {
      if (topic === 'session') {
        if (id === actor.sessionId) await look()
        continue
      }
      // Who works in which queue may have changed.
      if (topic === 'desk') await look()
      if (listener && (topic === 'hello' || hears(listener, queues, { topic, id, queueId }))) {
        yield { topic, id }
      }
    }
  } finally {
    clearInterval(timer)
  }
  if (failure) throw failure
  if (stop.signal.aborted) throw new DomainError('unauthenticated', 'unauthenticated')
  // The hub was closed: this process ends. A stream that merely ended would not be opened again.
  if (!disconnected?.aborted) throw new DomainError('unavailable', 'live_interrupted')
}
