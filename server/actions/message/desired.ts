import { z } from 'zod'

/** What a message should be; nothing in particular where nobody acted on it. */
export const desiredMessage = z.object({ state: z.enum(['revoked', 'deleted']).optional() })
export type DesiredMessage = z.infer<typeof desiredMessage>
