'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { type Column, DataTable } from '@/components/table/data-table'
import { Avatar } from '@/components/ui/avatar'
import { Tag } from '@/components/ui/tag'
import type { DeskStaff } from '@/server/features/desk/settings/schema'
import { ReadFailed } from '../../_components/read-failed'
import { RowMenu } from '../../_components/row-menu'
import { SettingsFrame } from '../../_components/settings-frame'
import { useLanguageName } from '../../_components/use-language-name'
import { useListText } from '../../_components/use-list-text'
import { Teams } from './teams'

const WorkDialog = dynamic(() => import('./work-dialog'), { ssr: false })
const ChatIdsDialog = dynamic(() => import('./chat-ids-dialog'), { ssr: false })

/** Everybody who works on cases: languages, queues, and who they are in the chat. Admins change it. */
export function Colleagues() {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const { may } = useMe()
  const [open, setOpen] = useState<{ what: 'work' | 'chat'; id: string } | null>(null)
  const query = useQuery(trpc.desk.staff.queryOptions())
  const columns = useColumns()
  const mayWrite = may('desk.arrange')
  const person = query.data?.find(({ id }) => id === open?.id)
  const close = () => setOpen(null)
  return (
    <SettingsFrame
      title={t('colleagues_title')}
      lead={t('colleagues_lead')}
      note={!mayWrite && t('admins_change')}
    >
      <DataTable
        label={t('colleagues_title')}
        columns={
          mayWrite
            ? [
                ...columns,
                {
                  id: 'menu',
                  header: <span className="sr-only">{t('change')}</span>,
                  cell: ({ id, name }) => (
                    <RowMenu
                      of={name}
                      items={[
                        {
                          id: 'work',
                          label: `${t('work_edit')}…`,
                          onSelect: () => setOpen({ what: 'work', id }),
                        },
                        {
                          id: 'chat',
                          label: `${t('chat_ids')}…`,
                          onSelect: () => setOpen({ what: 'chat', id }),
                        },
                      ]}
                    />
                  ),
                },
              ]
            : columns
        }
        rows={query.data}
        rowKey={({ id }) => id}
        error={query.isError && <ReadFailed error={query.error} onRetry={() => void query.refetch()} />}
        empty={null}
      />
      {query.data && <Teams people={query.data} />}
      {open?.what === 'work' && person && <WorkDialog person={person} onClose={close} />}
      {open?.what === 'chat' && person && <ChatIdsDialog person={person} onClose={close} />}
    </SettingsFrame>
  )
}

function useColumns(): Column<DeskStaff>[] {
  const t = useTranslations()
  const { queueName } = useDesk()
  const languageName = useLanguageName()
  const listText = useListText()
  const quiet = (text: string) => <span className="text-ink-3">{text}</span>
  return [
    {
      id: 'name',
      header: t('desk_settings.name'),
      grows: true,
      cell: ({ name, role }) => (
        <span className="flex items-center gap-2">
          <Avatar name={name} size="sm" />
          <bdi className="truncate">{name}</bdi>
          <span className="text-sm text-ink-3">{t(`roles.${role}`)}</span>
        </span>
      ),
    },
    {
      id: 'languages',
      header: t('desk_settings.languages'),
      cell: ({ desk: { languages } }) =>
        languages.length > 0 ? listText(languages.map(languageName)) : quiet(t('desk_settings.all')),
    },
    {
      id: 'queues',
      header: t('desk_settings.queues_title'),
      hideBelow: 'md',
      cell: ({ desk: { queues } }) =>
        queues.length === 0 ? (
          quiet(t('desk_settings.open_queues'))
        ) : (
          <span className="flex gap-2">
            {queues.map(({ queueId, onCall }) => (
              <span key={queueId} className="flex items-center gap-1">
                {queueName(queueId)}
                {onCall && <Tag tone="accent">{t('desk_settings.on_call')}</Tag>}
              </span>
            ))}
          </span>
        ),
    },
    {
      id: 'chat',
      header: t('desk_settings.chat_ids'),
      hideBelow: 'lg',
      cell: ({ chatIds }) =>
        chatIds.length > 0
          ? listText(chatIds.map(({ userId, name }) => name ?? userId))
          : quiet(t('desk_settings.none')),
    },
  ]
}
