import { z } from 'zod'
import { BATCH_ITEM_STATES } from '@/server/actions/batch/schema'

/** Which of a batch's items are shown; stands in the URL. */
export const itemFilter = z.object({ state: z.enum(BATCH_ITEM_STATES).optional() })
