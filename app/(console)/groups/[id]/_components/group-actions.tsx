'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useNamed } from '@/app/_i18n/named'
import { useGroupLive } from '@/app/(console)/_components/live-state'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import type { ActionName } from '@/server/actions/schema'
import type { GroupDetail } from '@/server/features/groups/schema'
import { offeredActions } from './offered-actions'

const ActionDialog = dynamic(() => import('@/app/(console)/_components/actions/action-dialog'), {
  ssr: false,
})

/** The buttons of what can be done to this group by this person. Each opens a dialog; none acts by itself. */
export function GroupActions({
  group,
  onChanged,
}: {
  group: GroupDetail
  onChanged: () => Promise<unknown>
}) {
  const named = useNamed()
  const me = useMe()
  const live = useGroupLive(group.groupId).data
  const [open, setOpen] = useState<ActionName | null>(null)
  const status = live?.read ? live.status : group.status
  const offered = offeredActions({ status, standing: group.standing }).filter((action) => me.may(action))
  return (
    <div className="flex shrink-0 gap-2 max-md:w-full max-md:[&>button]:h-9 max-md:[&>button]:flex-1">
      {offered.map((action) => (
        <Button key={action} onClick={() => setOpen(action)}>
          {named('actions', `${action}.short`)}…
        </Button>
      ))}
      {open && (
        <ActionDialog
          action={open}
          subject={{ id: group.groupId, name: group.name }}
          onClose={() => setOpen(null)}
          onDone={onChanged}
        />
      )}
    </div>
  )
}
