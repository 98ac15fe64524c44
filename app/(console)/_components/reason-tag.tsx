'use client'

import { useNamed } from '@/app/_i18n/named'
import { Tag } from '@/components/ui/tag'
import { REASONS } from '@/server/features/reports/reasons'

/** From this severity on a reason is coloured: somebody may come to harm. */
const GRAVE = 3

/** Why something was reported; red only for the gravest. */
export function ReasonTag({ reason, severity }: { reason: string; severity?: number }) {
  const named = useNamed()
  const weight = severity ?? REASONS.find(({ id }) => id === reason)?.severity ?? 0
  return <Tag tone={weight >= GRAVE ? 'danger' : 'neutral'}>{named('reasons', reason)}</Tag>
}
