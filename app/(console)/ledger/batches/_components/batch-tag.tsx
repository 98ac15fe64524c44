'use client'

import { useTranslations } from 'use-intl'
import { Tag, type Tone } from '@/components/ui/tag'
import type { BatchState } from '@/server/actions/batch/schema'

const TONES: Record<BatchState, Tone> = {
  planning: 'accent',
  planned: 'neutral',
  awaiting_approval: 'warn',
  running: 'accent',
  stopping: 'warn',
  done: 'ok',
  stopped: 'neutral',
  abandoned: 'neutral',
}

/** Where a batch stands, in a word. */
export function BatchTag({ state }: { state: BatchState }) {
  const t = useTranslations('batch.states')
  return <Tag tone={TONES[state]}>{t(state)}</Tag>
}
