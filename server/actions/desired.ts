import { z } from 'zod'

const status = z.enum(['normal', 'banned', 'dismissed', 'muted'])

/** What a group should be. `liftTo`: the status a suspension returns to when it is lifted. */
export const desiredGroup = z.object({
  standing: z.enum(['good', 'suspended', 'dismissed']),
  /** Status OpenIM should show; null = whatever it is. */
  status: status.nullable(),
  liftTo: status.nullable(),
  /** Who should own it; null = whoever does. */
  ownerId: z.string().nullable().default(null),
  /** Who owned it when it was suspended: whoever comes after could let it speak again. Null = not looked at. */
  heldOwner: z.string().nullable().default(null),
  /** When a suspension ends by itself, ms; null = when somebody lifts it. */
  until: z.number().nullable().default(null),
})
export type DesiredGroup = z.infer<typeof desiredGroup>

/** What is desired of a group nobody has acted on. */
export const INITIAL: DesiredGroup = {
  standing: 'good',
  status: null,
  liftTo: null,
  ownerId: null,
  heldOwner: null,
  until: null,
}
