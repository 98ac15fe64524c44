import type { CallOptions } from './endpoint'
import { isDuplicate, OpenimError, type OpenimReason } from './errors'
import { mostInvited, type Notice } from './group-membership'
import type { Member } from './group-schema'
import { failureOfWrite, plainWrite, type Write } from './write'

/** Everybody who was to be invited stands in exactly one of the lists. */
export interface InviteOutcome {
  /** Were in the group before. */
  already: string[]
  /** Are in now, as read back. */
  joined: string[]
  /** OpenIM refused each of them alone, and they are not in. */
  refused: { userId: string; error: OpenimError }[]
  /** Not seen to be in, though OpenIM said yes or may have done it. They may still come in. */
  unknown: string[]
  /** Nothing was sent for these, because OpenIM stopped answering or takes in nobody; `stopped` says which. */
  notTried: string[]
  /** Nothing was sent for these: `mayStill` said no. */
  leftOut: string[]
  stopped: OpenimError | null
}

interface Parts {
  ids(groupId: string, options: CallOptions): Promise<string[]>
  details(groupId: string, userIds: readonly string[], options: CallOptions): Promise<Member[]>
  invite(
    groupId: string,
    userIds: readonly string[],
    notice: Notice & { reason?: string | undefined },
    options: CallOptions,
  ): Promise<undefined>
}

/** OpenIM stopped answering in the middle, or refuses everybody: there is no use in going on. */
class Stopped extends Error {
  constructor(readonly why: OpenimError) {
    super(why.message, { cause: why })
  }
}

/** How many people are settled, of how many. */
type Progress = (done: number, total: number) => Promise<void> | void

/** Who of a batch may still be invited. */
type Screen = (batch: readonly string[]) => Promise<readonly string[]>

/** One call of `inviteAll` under way. */
interface Work {
  groupId: string
  notice: Notice & { reason?: string | undefined }
  outcome: InviteOutcome
  options: CallOptions
  write: Write
}

/** Bringing many people into a group, whatever OpenIM answers (contract 4.5, 12). */
export function createGroupInvitations(parts: Parts) {
  return {
    /**
     * Invites any number of people: who is in already is skipped, batches of 50, each read back, because the released
     * line answers an error for what succeeded. A batch that OpenIM refuses is tried person by person, unless the group
     * itself is the reason. `mayStill` is asked right before each batch. Throws only what happens before anything was
     * sent, and what `write`, `progress` and `mayStill` throw besides OpenimErrors.
     */
    async inviteAll(
      groupId: string,
      userIds: readonly string[],
      notice: Notice & { reason?: string | undefined },
      options: CallOptions,
      how: { write?: Write | undefined; progress?: Progress | undefined; mayStill?: Screen | undefined } = {},
    ): Promise<InviteOutcome> {
      const { write = plainWrite, progress = () => undefined, mayStill = async (batch) => batch } = how
      const wanted = [...new Set(userIds)]
      const inBefore = new Set(await parts.ids(groupId, options))
      const outcome: InviteOutcome = {
        already: wanted.filter((id) => inBefore.has(id)),
        joined: [],
        refused: [],
        unknown: [],
        notTried: [],
        leftOut: [],
        stopped: null,
      }
      const queue = batchesOf(wanted.filter((id) => !inBefore.has(id)))
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const may = new Set(await mayStill(next))
        const batch = next.filter((id) => may.has(id))
        outcome.leftOut.push(...next.filter((id) => !may.has(id)))
        if (batch.length === 0) continue
        try {
          const missing = await inviteBatch({ groupId, notice, outcome, options, write }, batch)
          queue.unshift(...missing.map((id) => [id]))
        } catch (error) {
          if (!(error instanceof Stopped)) throw error
          outcome.stopped = error.why
          const settled = new Set(settledOf(outcome))
          outcome.notTried = [batch, ...queue].flat().filter((id) => !settled.has(id))
          return outcome
        }
        await progress(settledOf(outcome).length, wanted.length)
      }
      return outcome
    },
  }

  /** Returns those to try alone. */
  async function inviteBatch(work: Work, batch: readonly string[]): Promise<string[]> {
    const { groupId, notice, outcome, options, write } = work
    const send = () => parts.invite(groupId, batch, notice, options)
    const areIn = async () => (await parts.details(groupId, batch, options)).length === batch.length
    const error = await failureOfWrite(write('invite', send, areIn))
    if (error?.kind === 'unreachable') throw new Stopped(error)
    const present = await presentOf(groupId, batch, outcome, options)
    outcome.joined.push(...batch.filter((id) => present.has(id)))
    const missing = batch.filter((id) => !present.has(id))
    if (error === null || !isRefusal(error)) {
      outcome.unknown.push(...missing)
      if (error !== null && missing.length > 0) throw new Stopped(error)
      return []
    }
    const isForAll = missing.length > 0 && groupReasons.has(error.reason)
    if (batch.length > 1 && !isForAll) return missing
    outcome.refused.push(...missing.map((userId) => ({ userId, error })))
    if (isForAll) throw new Stopped(error)
    return []
  }

  async function presentOf(
    groupId: string,
    batch: readonly string[],
    outcome: InviteOutcome,
    options: CallOptions,
  ): Promise<Set<string>> {
    try {
      return new Set((await parts.details(groupId, batch, options)).map((member) => member.userId))
    } catch (error) {
      if (!(error instanceof OpenimError)) throw error
      outcome.unknown.push(...batch)
      throw new Stopped(error)
    }
  }
}

/** What OpenIM would answer for everybody else too. */
const groupReasons: ReadonlySet<OpenimReason> = new Set([
  'group_dismissed',
  'group_not_found',
  'no_permission',
  'rate_limited',
  'route_unknown',
  'http_refused',
])

function settledOf({ already, joined, refused, unknown, leftOut }: InviteOutcome): string[] {
  return [...already, ...joined, ...unknown, ...leftOut, ...refused.map((one) => one.userId)]
}

/** After these, OpenIM goes no further: who is not in then does not come in later. */
function isRefusal(error: OpenimError): boolean {
  return error.kind === 'refused' || isDuplicate(error)
}

function batchesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / mostInvited) }, (_, n) =>
    ids.slice(n * mostInvited, (n + 1) * mostInvited),
  )
}
