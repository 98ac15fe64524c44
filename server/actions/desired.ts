import { z } from 'zod'

const status = z.enum(['normal', 'banned', 'dismissed', 'muted'])

/** What a group should be. `liftTo`: the status a suspension returns to when it is lifted. */
export const desiredGroup = z.object({
  standing: z.enum(['good', 'suspended', 'dismissed']),
  /** Status OpenIM should show; null = whatever it is. */
  status: status.nullable(),
  liftTo: status.nullable(),
})
export type DesiredGroup = z.infer<typeof desiredGroup>

/** What is desired of a group nobody has acted on. */
export const INITIAL: DesiredGroup = { standing: 'good', status: null, liftTo: null }

type Settled = { state: string; desired: DesiredGroup; desiredBefore: DesiredGroup }

/**
 * What a subject should be after `rows` (all its ledger rows, in order): what the newest row wants that was not
 * cancelled, refused or failed; before any such row, what was desired at first. Pure.
 */
export function desiredAfter(rows: readonly Settled[]): DesiredGroup {
  const standing = rows.findLast((r) => !['cancelled', 'refused', 'failed'].includes(r.state))
  return standing?.desired ?? rows[0]?.desiredBefore ?? INITIAL
}
