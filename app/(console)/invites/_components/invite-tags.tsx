'use client'

import { useTranslations } from 'use-intl'
import { Tag, type Tone } from '@/components/ui/tag'
import type { InviteItem } from '@/server/features/invites/console/schema'

const TONES: Record<InviteItem['state'], Tone> = {
  working: 'ok',
  paused: 'warn',
  group_suspended: 'warn',
  group_dismissed: 'neutral',
  revoked: 'neutral',
  expired: 'neutral',
  used_up: 'neutral',
}

/** What holds of a link; people who misbehaved stand out. */
export function LinkStateTag({ invite }: { invite: Pick<InviteItem, 'state' | 'pauseReason'> }) {
  const t = useTranslations('invites')
  const abused = invite.state === 'paused' && invite.pauseReason === 'abuse'
  return (
    <Tag tone={abused ? 'danger' : TONES[invite.state]}>
      {abused ? t('state_abuse') : t(`state_${invite.state}`)}
    </Tag>
  )
}
