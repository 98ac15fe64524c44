'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { DriftKind } from '@/app/(console)/_components/drift/drift-kind'
import { useMe } from '@/app/(console)/_components/me'
import { useNow, useTimeStyle } from '@/components/time/clock'
import { moment } from '@/components/time/format'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { DriftItem } from '@/server/actions/drift/schema'
import type { ActionName } from '@/server/actions/schema'
import type { GroupDetail } from '@/server/features/groups/schema'
import { Disagreement } from './disagreement'

const ActionDialog = dynamic(() => import('@/app/(console)/_components/actions/action-dialog'), {
  ssr: false,
})
const AcceptDialog = dynamic(() => import('@/app/(console)/_components/drift/accept-dialog'), {
  ssr: false,
})

type Props = { group: GroupDetail; onChanged: () => Promise<unknown> }

/** How OpenIM stopped agreeing with what should be: as the watch found it, or as it is seen just now. */
export function Drift({ group, onChanged }: Props) {
  const { may } = useMe()
  const trpc = useTRPC()
  const { data } = useQuery(
    trpc.drift.list.queryOptions(
      { open: true, groupId: group.groupId, limit: 10 },
      { enabled: may('ledger.read') },
    ),
  )
  if (!data || data.items.length === 0) return <Disagreement group={group} onChanged={onChanged} />
  return data.items.map((item) => (
    <DriftNotice key={item.id} item={item} group={group} onChanged={onChanged} />
  ))
}

function DriftNotice({ item, group, onChanged }: Props & { item: DriftItem }) {
  const t = useTranslations()
  const { may } = useMe()
  const now = useNow(60_000)
  const style = useTimeStyle()
  const named = useNamed()
  const [open, setOpen] = useState<'remedy' | 'accept' | ActionName | null>(null)
  const { remedy } = item
  const instead = item.instead.filter((action) => may(action))
  const dialog = { onClose: () => setOpen(null), onDone: onChanged }
  return (
    <>
      <Notice
        tone="danger"
        role="alert"
        className="mt-4"
        title={t('group.disagrees_title')}
        action={
          <span className="flex flex-wrap gap-1.5">
            {instead.map((action) => (
              <Button key={action} onClick={() => setOpen(action)}>
                {named('actions', `${action}.label`)}…
              </Button>
            ))}
            {may('drift.accept') && <Button onClick={() => setOpen('accept')}>{t('drift.accept')}…</Button>}
            {remedy && may(remedy.action) && (
              <Button onClick={() => setOpen('remedy')}>{t('action.apply_again')}…</Button>
            )}
          </span>
        }
      >
        <DriftKind item={item} /> · {moment(item.foundAt, now, style)}
        {item.gaveUp && ` · ${t('drift.gave_up')}`}
      </Notice>
      {open === 'remedy' && remedy && (
        <ActionDialog {...remedy} subject={{ id: group.groupId, name: group.name }} {...dialog} />
      )}
      {instead.map(
        (action) =>
          open === action && (
            <ActionDialog
              key={action}
              action={action}
              subject={{ id: group.groupId, name: group.name }}
              {...dialog}
            />
          ),
      )}
      {open === 'accept' && <AcceptDialog item={item} {...dialog} />}
    </>
  )
}
