'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useMe } from '@/app/(console)/_components/me'
import { personHref } from '@/app/(console)/people/_components/person-href'
import { Picture } from '@/app/(console)/review/[number]/_components/picture'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Menu } from '@/components/ui/menu'
import { Tag } from '@/components/ui/tag'
import { UserText } from '@/components/ui/user-text'
import type { ActionName } from '@/server/actions/schema'
import type { GroupMessage } from '@/server/features/groups/page/schema'

const ActionDialog = dynamic(() => import('@/app/(console)/_components/actions/action-dialog'), {
  ssr: false,
})

const OFFERED = ['message.revoke', 'message.delete'] as const satisfies readonly ActionName[]

/** One message, and a menu of what can be done about it. */
export function MessageRow({
  message,
  onChanged,
}: {
  message: GroupMessage
  onChanged: () => Promise<unknown>
}) {
  const t = useTranslations()
  const named = useNamed()
  const { may } = useMe()
  const [open, setOpen] = useState<ActionName | null>(null)
  const { sender } = message
  const offered = OFFERED.filter((action) => may(action) && !(message.revoked && action === 'message.revoke'))
  return (
    <li className="flex gap-2.5 px-4 py-2 hover:bg-hover">
      <Avatar name={sender.name} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link
            href={personHref(sender.id)}
            prefetch={false}
            className="font-semibold break-all hover:underline"
            dir="auto"
          >
            {sender.name}
          </Link>
          <Time at={message.sentAt} as="moment" className="text-xs text-ink-3" />
          {message.revoked && <Tag>{t('group.message_revoked')}</Tag>}
          {message.deleted && <Tag>{t('group.message_deleted')}</Tag>}
        </p>
        {message.text && <UserText label={sender.name}>{message.text}</UserText>}
        {message.pictureUrl && <Picture url={message.pictureUrl} name={sender.name} />}
        {!message.text && !message.pictureUrl && !message.revoked && (
          <p className="text-ink-3 italic">{t('case.content_type', { type: String(message.contentType) })}</p>
        )}
      </div>
      <Menu
        quiet
        label={t('group.message_menu')}
        trigger="⋯"
        items={offered.map((action) => ({
          id: action,
          label: `${named('actions', `${action}.label`)}…`,
          onSelect: () => setOpen(action),
        }))}
      />
      {open && (
        <ActionDialog
          action={open}
          subject={{ id: message.subjectId, name: t('group.message_subject', { name: sender.name }) }}
          onClose={() => setOpen(null)}
          onDone={onChanged}
        />
      )}
    </li>
  )
}
