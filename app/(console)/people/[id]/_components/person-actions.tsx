'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useMe } from '@/app/(console)/_components/me'
import { personWishes } from '@/app/(console)/_components/palette/wish'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import type { PersonDetail } from '@/server/features/people/person/schema'

const ActionDialog = dynamic(() => import('@/app/(console)/_components/actions/action-dialog'), {
  ssr: false,
})
const RemoveMessagesDialog = dynamic(() => import('./remove-messages-dialog'), { ssr: false })
const StandingDialog = dynamic(() => import('./standing-dialog'), { ssr: false })
const ProtectDialog = dynamic(() => import('./protect-dialog'), { ssr: false })

type Opened = 'user.logout' | 'user.edit' | 'messages' | 'standing' | 'protect'

/** The buttons of what can be done about this person. Each opens a dialog; none acts by itself. */
export function PersonActions({
  person,
  onChanged,
}: {
  person: PersonDetail
  onChanged: () => Promise<unknown>
}) {
  const t = useTranslations('person')
  const named = useNamed()
  const { may } = useMe()
  const [open, setOpen] = useState<Opened | null>(null)
  useEffect(() => personWishes.hear(person.userId, setOpen), [person.userId])
  const dialog = { onClose: () => setOpen(null), onDone: onChanged }
  const actable = !person.gone && !person.isSystem
  const menu = [
    ...(actable && may('user.edit')
      ? [{ id: 'user.edit' as const, label: named('actions', 'user.edit.label') }]
      : []),
    ...(may('subject.annotate') ? [{ id: 'standing' as const, label: t('standing_set') }] : []),
    ...(may('subject.protect')
      ? [{ id: 'protect' as const, label: t(person.protected ? 'unprotect' : 'protect') }]
      : []),
  ]
  return (
    <div className="flex shrink-0 gap-2 max-md:w-full max-md:[&>button]:h-9 max-md:[&>button]:flex-1">
      {actable && may('user.logout') && (
        <Button onClick={() => setOpen('user.logout')}>{named('actions', 'user.logout.short')}…</Button>
      )}
      {may('message.revoke') && may('case.read') && (
        <Button onClick={() => setOpen('messages')}>{t('remove_messages')}…</Button>
      )}
      <Menu
        label={t('more')}
        trigger={t('more')}
        items={menu.map((item) => ({ ...item, label: `${item.label}…`, onSelect: () => setOpen(item.id) }))}
      />
      {(open === 'user.logout' || open === 'user.edit') && (
        <ActionDialog
          action={open}
          subject={{ id: person.userId, name: person.nickname || person.userId }}
          now={{ nickname: person.nickname, faceUrl: person.faceUrl }}
          {...dialog}
        />
      )}
      {open === 'messages' && <RemoveMessagesDialog person={person} group={null} onClose={dialog.onClose} />}
      {open === 'standing' && <StandingDialog person={person} {...dialog} />}
      {open === 'protect' && <ProtectDialog person={person} {...dialog} />}
    </div>
  )
}
