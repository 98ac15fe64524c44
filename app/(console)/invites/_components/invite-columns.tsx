'use client'

import { useTranslations } from 'use-intl'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { selectColumn } from '@/components/table/select-column'
import type { Selection } from '@/components/table/use-selection'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import type { InviteItem } from '@/server/features/invites/console/schema'
import { CopyButton } from './copy-button'
import { inviteHref, linkAddress } from './invite-href'
import { LinkStateTag } from './invite-tags'
import { Uses } from './uses'

/** What the list tells about a link. Without a selection none can be ticked. */
export function useInviteColumns(selection: Selection | null): Column<InviteItem>[] {
  const t = useTranslations('invites')
  const select =
    selection &&
    selectColumn<InviteItem>({
      selection,
      rowKey: ({ id }) => id,
      label: ({ spelled }) => t('choose', { name: spelled }),
      allLabel: t('choose_loaded'),
    })
  const none = <span className="text-ink-3">–</span>
  return [
    ...(select ? [select] : []),
    {
      id: 'group',
      header: t('group'),
      grows: true,
      cell: (invite) => <Named invite={invite} />,
    },
    { id: 'state', header: t('state'), cell: (invite) => <LinkStateTag invite={invite} /> },
    { id: 'used', header: t('used'), numeric: true, cell: (invite) => <Uses invite={invite} /> },
    {
      id: 'expires',
      header: t('expires'),
      numeric: true,
      hideBelow: 'lg',
      cell: ({ expiresAt }) =>
        expiresAt === null ? none : <Time at={expiresAt} as="day" className="text-ink-3" />,
    },
    {
      id: 'used_last',
      header: t('last_used'),
      numeric: true,
      hideBelow: 'lg',
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? none : <Time at={lastUsedAt} as="moment" className="text-ink-3" />,
    },
    {
      id: 'creator',
      header: t('creator'),
      hideBelow: 'xl',
      cell: ({ creator }) => (
        <span className="block max-w-36 truncate" dir="auto" title={creator?.name}>
          {creator?.name ?? none}
        </span>
      ),
    },
    {
      id: 'copy',
      header: <span className="sr-only">{t('copy_link')}</span>,
      hideBelow: 'md',
      cell: ({ spelled }) => (
        <span className="relative z-1">
          <CopyButton
            variant="ghost"
            label={t('copy')}
            of={t('copy_of', { code: spelled })}
            text={() => linkAddress(spelled)}
          />
        </span>
      ),
    },
  ]
}

function Named({ invite }: { invite: InviteItem }) {
  const name = invite.group.name ?? invite.group.id
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={name} shape="square" size="sm" />
      <span className="grid min-w-0">
        <RowLink href={inviteHref(invite.id)}>
          <b className="font-strong" dir="auto">
            {name}
          </b>
        </RowLink>
        {/* On a phone it stands below: a group may have several. */}
        <span className="truncate text-xs text-ink-3 md:hidden" dir="auto">
          {invite.label || <code>{invite.spelled}</code>}
        </span>
      </span>
      {invite.label && (
        <span className="min-w-8 shrink-[2] truncate text-ink-2 max-md:hidden" dir="auto">
          {invite.label}
        </span>
      )}
      <code className="shrink-0 text-xs text-ink-3 max-lg:hidden">{invite.spelled}</code>
    </span>
  )
}
