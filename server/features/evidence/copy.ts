import { z } from 'zod'
import type { Copy } from './compare'

const stored = z.object({
  contentType: z.number(),
  content: z.string(),
  sendId: z.string().optional(),
  sendTime: z.number().optional(),
})

/** A reporter's copy as it is kept with the report; null where there is none. */
export function parseCopy(value: unknown): Copy | null {
  const read = stored.safeParse(value)
  return read.success ? read.data : null
}
