import type { CallOptions } from './endpoint'
import { isDuplicate, OpenimError } from './errors'
import { isUserId, type NewUser } from './users'

/** People in one request; OpenIM registers all of them or none. */
const batchSize = 200

/**
 * What became of one person.
 * - `registered`: they are there now, and were not before.
 * - `existed`: they were there before; nothing about them was changed.
 * - `invalid`: OpenIM would refuse the id or the empty nickname, so it was not asked.
 * - `repeated`: the same id stands further up.
 * - `refused`: OpenIM refused this person alone; `error` says how.
 * - `unknown`: they were not there when read, but may still appear.
 * - `not_tried`: OpenIM had stopped answering.
 */
export type ImportResult =
  | 'registered'
  | 'existed'
  | 'invalid'
  | 'repeated'
  | 'refused'
  | 'unknown'
  | 'not_tried'

export interface ImportedUser {
  id: string
  result: ImportResult
  error: OpenimError | null
}

interface Parts {
  check(ids: readonly string[], options: CallOptions): Promise<Set<string>>
  register(users: readonly NewUser[], options: CallOptions): Promise<undefined>
}

type Verdicts = Map<string, { result: ImportResult; error: OpenimError | null }>

/** Registering many people, one answer for each (contract 5.2 `user_register`: one id that exists fails them all). */
export function createUserImport({ check, register }: Parts) {
  /**
   * Registers some and reads back. Returns the error that OpenIM stopped answering with, or null. Those of a refused
   * batch that are not there are tried one by one.
   */
  async function importBatch(
    users: readonly NewUser[],
    verdicts: Verdicts,
    options: CallOptions,
  ): Promise<OpenimError | null> {
    const ids = users.map((user) => user.id)
    const { value: there, error: unread } = await attempt(check(ids, options))
    if (there === undefined) return unread
    for (const id of there) verdicts.set(id, { result: 'existed', error: null })
    const missing = users.filter((user) => !there.has(user.id))
    if (missing.length === 0) return null

    const { error } = await attempt(register(missing, options))
    if (error?.kind === 'unreachable') return error
    const { value: now, error: unreadAfter } = await attempt(check(ids, options))
    for (const { id } of missing) {
      if (now?.has(id)) verdicts.set(id, { result: 'registered', error: null })
    }
    const absent = missing.filter((user) => !now?.has(user.id))
    if (absent.length === 0) return null
    // Somebody else registered one of them just now, which fails all: the rest can go together again.
    if (isDuplicate(error) && absent.length < missing.length) return importBatch(absent, verdicts, options)
    const certain = now !== undefined && (error?.kind === 'refused' || isDuplicate(error))
    if (!certain) {
      for (const { id } of absent) verdicts.set(id, { result: 'unknown', error })
      return unreadAfter ?? error
    }
    if (users.length === 1) {
      for (const { id } of absent) verdicts.set(id, { result: 'refused', error })
      return null
    }
    return oneByOne(absent, verdicts, options)
  }

  async function oneByOne(users: readonly NewUser[], verdicts: Verdicts, options: CallOptions) {
    for (const user of users) {
      const stopped = await importBatch([user], verdicts, options)
      if (stopped !== null) return stopped
    }
    return null
  }

  return {
    /**
     * Registers those who are not there yet, in batches, and says what became of each, in the order given. Profiles of
     * people who exist are left alone. Never throws an OpenimError: it is in the results of those it concerns.
     */
    async importAll(users: readonly NewUser[], options: CallOptions): Promise<ImportedUser[]> {
      const verdicts: Verdicts = new Map()
      const valid = new Map<string, NewUser>()
      for (const user of users) {
        if (isUserId(user.id) && user.nickname !== '' && !valid.has(user.id)) valid.set(user.id, user)
      }
      const queue = [...valid.values()]
      let stopped: OpenimError | null = null
      while (queue.length > 0 && stopped === null) {
        stopped = await importBatch(queue.splice(0, batchSize), verdicts, options)
      }
      return users.map((user) => {
        if (!isUserId(user.id) || user.nickname === '') return { id: user.id, result: 'invalid', error: null }
        if (valid.get(user.id) !== user) return { id: user.id, result: 'repeated', error: null }
        const verdict = verdicts.get(user.id) ?? { result: 'not_tried' as const, error: stopped }
        return { id: user.id, ...verdict }
      })
    },
  }
}

async function attempt<T>(work: Promise<T>): Promise<{ value: T | undefined; error: OpenimError | null }> {
  try {
    return { value: await work, error: null }
  } catch (error) {
    if (error instanceof OpenimError) return { value: undefined, error }
    throw error
  }
}
