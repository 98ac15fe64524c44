'use client'

import { Tag } from '@/components/ui/tag'
import { useDesk } from './use-desk'

/** From this severity on a reason is coloured: somebody may come to harm. */
const GRAVE = 3

/** Why something was reported; red only for the gravest. */
export function ReasonTag({ reason, severity }: { reason: string; severity?: number }) {
  const { reasonName, severityOf } = useDesk()
  const weight = severity ?? severityOf(reason)
  return <Tag tone={weight >= GRAVE ? 'danger' : 'neutral'}>{reasonName(reason)}</Tag>
}
