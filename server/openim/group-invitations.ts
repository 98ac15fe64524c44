import type { CallOptions } from './endpoint'
import { isDuplicate, OpenimError } from './errors'
import { mostInvited, type Notice } from './group-membership'
import type { Member } from './group-schema'

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
  /** Nothing was sent for these, because OpenIM stopped answering; `stopped` says how. */
  notTried: string[]
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

/** OpenIM stopped answering in the middle; what is read after it cannot be believed either. */
class Stopped extends Error {
  constructor(readonly why: OpenimError) {
    super(why.message, { cause: why })
  }
}

/** Bringing many people into a group, whatever OpenIM answers (contract 4.5, 12). */
export function createGroupInvitations(parts: Parts) {
  return {
    /**
     * Invites any number of people: who is in already is skipped, batches of 50, each read back, because the released
     * line answers an error for what succeeded. A batch that OpenIM refuses is tried person by person. Throws only what
     * happens before anything was sent.
     */
    async inviteAll(
      groupId: string,
      userIds: readonly string[],
      notice: Notice & { reason?: string | undefined },
      options: CallOptions,
    ): Promise<InviteOutcome> {
      const wanted = [...new Set(userIds)]
      const inBefore = new Set(await parts.ids(groupId, options))
      const outcome: InviteOutcome = {
        already: wanted.filter((id) => inBefore.has(id)),
        joined: [],
        refused: [],
        unknown: [],
        notTried: [],
        stopped: null,
      }
      const queue = batchesOf(wanted.filter((id) => !inBefore.has(id)))
      for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
        try {
          const missing = await inviteBatch(groupId, batch, notice, outcome, options)
          queue.unshift(...missing.map((id) => [id]))
        } catch (error) {
          if (!(error instanceof Stopped)) throw error
          outcome.stopped = error.why
          const settled = new Set([...outcome.unknown, ...outcome.joined])
          outcome.notTried = [batch, ...queue].flat().filter((id) => !settled.has(id))
          return outcome
        }
      }
      return outcome
    },
  }

  /** Returns those to try alone. */
  async function inviteBatch(
    groupId: string,
    batch: readonly string[],
    notice: Notice & { reason?: string | undefined },
    outcome: InviteOutcome,
    options: CallOptions,
  ): Promise<string[]> {
    const error = await failureOf(parts.invite(groupId, batch, notice, options))
    if (error?.kind === 'unreachable') throw new Stopped(error)
    const present = await presentOf(groupId, batch, outcome, options)
    outcome.joined.push(...batch.filter((id) => present.has(id)))
    const missing = batch.filter((id) => !present.has(id))
    const refusal = error !== null && isRefusal(error) ? error : null
    if (refusal === null) {
      outcome.unknown.push(...missing)
      if (error !== null && missing.length > 0) throw new Stopped(error)
      return []
    }
    if (batch.length > 1) return missing
    outcome.refused.push(...missing.map((userId) => ({ userId, error: refusal })))
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

/** After these, OpenIM goes no further: who is not in then does not come in later. */
function isRefusal(error: OpenimError): boolean {
  return error.kind === 'refused' || isDuplicate(error)
}

async function failureOf(work: Promise<unknown>): Promise<OpenimError | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof OpenimError) return error
    throw error
  }
}

function batchesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / mostInvited) }, (_, n) =>
    ids.slice(n * mostInvited, (n + 1) * mostInvited),
  )
}
