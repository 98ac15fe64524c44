'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button-class'
import { Notice } from '@/components/ui/notice'
import type { InviteDetail } from '@/server/features/invites/console/schema'

/** Why a link lets nobody in, and what ends that. */
export function StateNotice({ invite }: { invite: InviteDetail }) {
  const t = useTranslations('invites')
  const { state, pauseReason } = invite
  if (state === 'working') return null
  if (state === 'paused') {
    const reason = pauseReason ?? 'staff'
    return (
      <Notice
        tone={reason === 'abuse' ? 'danger' : 'warn'}
        className="mt-4"
        title={t(`paused_${reason}`)}
        action={
          reason === 'abuse' && (
            <Link href={'?kind=sanctioned'} scroll={false} className={buttonClass()}>
              {t('show_sanctioned')}
            </Link>
          )
        }
      >
        {t(`paused_${reason}_text`)}
      </Notice>
    )
  }
  return (
    <Notice
      tone={state === 'group_suspended' ? 'warn' : 'neutral'}
      className="mt-4"
      title={t(`state_${state}`)}
    >
      {t(`state_${state}_text`)}
    </Notice>
  )
}
