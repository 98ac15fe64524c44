'use client'

import { useMutation } from '@tanstack/react-query'
import type { Route } from 'next'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { type Desk, useDesk } from '@/app/(console)/_components/use-desk'
import { type Column, DataTable } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { Button } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import { RowMenu, useReorder } from '../../_components/row-menu'
import { SettingsFrame } from '../../_components/settings-frame'
import { Told } from '../../_components/told'
import { useDeskSaved } from '../../_components/use-desk-saved'

const NewPolicyDialog = dynamic(() => import('./new-policy-dialog'), { ssr: false })

type Policy = Desk['policies'][number]

/** Every policy with its newest version. Owners write them. */
export function Policies() {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const { may } = useMe()
  const { policies } = useDesk()
  const [isNew, setIsNew] = useState(false)
  const order = useReorder(
    'policy',
    policies.map(({ id }) => id),
  )
  const setActive = useMutation(trpc.desk.setPolicyActive.mutationOptions(useDeskSaved()))
  const mayWrite = may('setting.write')
  const columns = useColumns()
  return (
    <SettingsFrame
      title={t('policies_title')}
      lead={t('policies_lead')}
      note={!mayWrite && t('owners_change')}
      action={
        mayWrite && (
          <Button size="md" variant="primary" onClick={() => setIsNew(true)}>
            {t('policy_new')}…
          </Button>
        )
      }
    >
      <Told error={order.error ?? setActive.error} />
      <DataTable
        label={t('policies_title')}
        columns={
          mayWrite
            ? [
                ...columns,
                {
                  id: 'menu',
                  header: <span className="sr-only">{t('change')}</span>,
                  cell: ({ id, name, active }) => (
                    <RowMenu
                      of={name}
                      items={[
                        { id: 'up', label: t('move_up'), onSelect: () => order.up(id) },
                        { id: 'down', label: t('move_down'), onSelect: () => order.down(id) },
                        {
                          id: 'active',
                          label: active ? t('put_out_of_use') : t('put_in_use'),
                          onSelect: () => setActive.mutate({ id, active: !active }),
                        },
                      ]}
                    />
                  ),
                },
              ]
            : columns
        }
        rows={policies}
        rowKey={({ id }) => id}
        empty={null}
      />
      {isNew && <NewPolicyDialog onClose={() => setIsNew(false)} />}
    </SettingsFrame>
  )
}

function useColumns(): Column<Policy>[] {
  const t = useTranslations('desk_settings')
  return [
    {
      id: 'name',
      header: t('policy'),
      grows: true,
      cell: ({ id, name, active }) => (
        <span className="flex items-center gap-2">
          <RowLink href={`/settings/policies/${id}` as Route}>{name}</RowLink>
          <code className="text-xs text-ink-3 max-md:hidden">{id}</code>
          {!active && <Tag>{t('not_in_use')}</Tag>}
        </span>
      ),
    },
    { id: 'version', header: t('version'), numeric: true, cell: ({ version }) => version },
    {
      id: 'hash',
      header: t('hash'),
      hideBelow: 'lg',
      cell: ({ hash }) => <code className="text-xs text-ink-3">{hash.slice(0, 12)}</code>,
    },
  ]
}
