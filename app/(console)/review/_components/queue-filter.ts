import type { CaseFilter } from '@/server/features/cases/schema'

/**
 * The queue's filters in the address. Read in the browser too, where the schemas' library would weigh more than these
 * lists; the compiler keeps them equal to the schema, and the procedure checks again. Pure.
 */
export const QUEUE_STATES = ['open', 'decided', 'closed'] as const satisfies readonly CaseFilter['state'][]
export const QUEUE_SORTS = [
  'urgent',
  'oldest',
  'newest',
  'reports',
] as const satisfies readonly CaseFilter['sort'][]
export const QUEUE_KINDS = ['group', 'message', 'user'] as const satisfies readonly CaseFilter['kind'][]
export const QUEUE_CLAIMS = [
  'mine',
  'free',
  'assigned',
  'asked',
  'watched',
  'snoozed',
] as const satisfies readonly CaseFilter['claim'][]

/** Which reasons and queues there are the settings say; one that is not among them finds nothing. */
const CONFIGURED_ID = /^[a-z][a-z0-9_]{0,39}$/

/** Reads the filters; what cannot be used falls to its default. */
export function readQueueFilter(get: (name: string) => string | null | undefined): CaseFilter {
  const one = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find((value) => value === get(name))
  return {
    state: one('state', QUEUE_STATES) ?? 'open',
    sort: one('sort', QUEUE_SORTS) ?? 'urgent',
    reason: CONFIGURED_ID.exec(get('reason') ?? '')?.[0],
    kind: one('kind', QUEUE_KINDS),
    claim: one('claim', QUEUE_CLAIMS),
    queue: CONFIGURED_ID.exec(get('queue') ?? '')?.[0],
  }
}

/** Whether anything but the order differs from the plain queue. */
export function isFiltered(filter: CaseFilter): boolean {
  return filter.state !== 'open' || Boolean(filter.reason ?? filter.kind ?? filter.claim ?? filter.queue)
}
