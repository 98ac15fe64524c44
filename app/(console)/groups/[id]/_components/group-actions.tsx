'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useGroupLive } from '@/app/(console)/_components/live-state'
import { useMe } from '@/app/(console)/_components/me'
import { groupWishes } from '@/app/(console)/_components/palette/wish'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import type { ActionName } from '@/server/actions/schema'
import type { GroupDetail } from '@/server/features/groups/schema'
import { furtherActions, offeredActions } from './offered-actions'

const GroupDialog = dynamic(() => import('./group-dialog'), { ssr: false })
const AddMembersDialog = dynamic(() => import('./add-members-dialog'), { ssr: false })
const StandingDialog = dynamic(() => import('./standing-dialog'), { ssr: false })
const ProtectDialog = dynamic(() => import('./protect-dialog'), { ssr: false })

/** The buttons of what can be done to this group by this person. Each opens a dialog; none acts by itself. */
export function GroupActions({
  group,
  onChanged,
}: {
  group: GroupDetail
  onChanged: () => Promise<unknown>
}) {
  const t = useTranslations('group')
  const named = useNamed()
  const { may } = useMe()
  const live = useGroupLive(group.groupId).data
  const [open, setOpen] = useState<ActionName | 'end' | 'add' | 'standing' | 'protect' | null>(null)
  useEffect(() => groupWishes.hear(group.groupId, setOpen), [group.groupId])
  const status = live?.read ? live.status : group.status
  const ownerless = status !== 'dismissed' && (live?.read ? live.ownerId === '' : group.owner === null)
  const shown = { status, standing: group.standing, ownerless }
  const offered = offeredActions(shown).filter((action) => may(action))
  const acting = status !== 'dismissed' && status !== 'gone'
  const menu = [
    ...(acting && group.standing === 'suspended' && may('group.suspend')
      ? [{ id: 'end' as const, label: named('actions', 'group.suspend_end.label') }]
      : []),
    ...furtherActions(shown)
      .filter((action) => may(action))
      .map((action) => ({ id: action, label: named('actions', `${action}.label`) })),
    ...(acting && may('member.add') ? [{ id: 'add' as const, label: t('add_members') }] : []),
    ...(may('subject.annotate') ? [{ id: 'standing' as const, label: t('standing_set') }] : []),
    ...(may('subject.protect')
      ? [{ id: 'protect' as const, label: t(group.protected ? 'unprotect' : 'protect') }]
      : []),
  ]
  const dialog = { group, onClose: () => setOpen(null), onDone: onChanged }
  return (
    <div className="flex shrink-0 gap-2 max-md:w-full max-md:[&>button]:h-9 max-md:[&>button]:flex-1">
      {offered.map((action) => (
        <Button key={action} onClick={() => setOpen(action)}>
          {named('actions', `${action}.short`)}…
        </Button>
      ))}
      <Menu
        label={t('more')}
        trigger={t('more')}
        items={menu.map(({ id, label }) => ({ id, label: `${label}…`, onSelect: () => setOpen(id) }))}
      />
      {open === 'add' && <AddMembersDialog {...dialog} />}
      {open === 'standing' && <StandingDialog {...dialog} />}
      {open === 'protect' && <ProtectDialog {...dialog} />}
      {open === 'end' && <GroupDialog {...dialog} action="group.suspend" changesEnd />}
      {open !== null && open !== 'end' && open !== 'add' && open !== 'standing' && open !== 'protect' && (
        <GroupDialog {...dialog} action={open} />
      )}
    </div>
  )
}
