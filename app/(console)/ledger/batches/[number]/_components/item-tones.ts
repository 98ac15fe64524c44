import type { Tone } from '@/components/ui/tag'
import type { BatchItemState } from '@/server/actions/batch/schema'

/** Colour of each result: only ends and doubts have one. */
export const ITEM_TONES: Record<BatchItemState, Tone> = {
  unplanned: 'neutral',
  left_out: 'neutral',
  waiting: 'neutral',
  working: 'accent',
  verified: 'ok',
  already_so: 'ok',
  failed: 'danger',
  refused: 'warn',
  cancelled: 'neutral',
  stopped: 'neutral',
}
