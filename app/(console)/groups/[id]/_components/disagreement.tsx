'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { hasEnded } from '@/app/(console)/_components/actions/ledger-look'
import { useGroupLive } from '@/app/(console)/_components/live-state'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { GroupDetail } from '@/server/features/groups/schema'
import { actionToHold } from './offered-actions'

const ActionDialog = dynamic(() => import('@/app/(console)/_components/actions/action-dialog'), {
  ssr: false,
})

/** Says when OpenIM no longer shows what the ledger says; not while an action is still on its way. */
export function Disagreement({
  group,
  onChanged,
}: {
  group: GroupDetail
  onChanged: () => Promise<unknown>
}) {
  const t = useTranslations()
  const me = useMe()
  const live = useGroupLive(group.groupId).data
  const [open, setOpen] = useState(false)
  if (!live?.read || live.agrees || group.ledger.some((item) => !hasEnded(item.state))) return null
  const action = actionToHold(group.standing)
  return (
    <>
      <Notice
        tone="danger"
        role="alert"
        className="mt-4"
        title={t('group.disagrees_title')}
        action={
          action && me.may(action) && <Button onClick={() => setOpen(true)}>{t('action.apply_again')}</Button>
        }
      >
        {t('group.disagrees_text', {
          standing: t(`standing.${group.standing}`),
          status: t(`group_status.${live.status}`),
        })}
      </Notice>
      {open && action && (
        <ActionDialog
          action={action}
          subject={{ id: group.groupId, name: group.name }}
          onClose={() => setOpen(false)}
          onDone={onChanged}
        />
      )}
    </>
  )
}
