import type { StaffActor } from '@/server/auth/actor'
import { DomainError } from '@/server/errors'

/** How tests act as somebody. */
export const by = (actor: StaffActor) => ({ actor, requestId: 'test' })

/** The reason of the refusal that `work` ends with. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('it was granted'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof DomainError) return error.reason
  throw error
}
