import { z } from 'zod'

/** What is kept of a later look at a reported message. */
export const sightingBody = z.object({
  contentType: z.number(),
  /** JSON text as OpenIM had it then; '' where it was gone. */
  content: z.string(),
  /** ms */
  revokedAt: z.number().nullable(),
  deleted: z.boolean(),
})
export type SightingBody = z.infer<typeof sightingBody>
