'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import type { DeskStaff, TeamRow } from '@/server/features/desk/settings/schema'
import { EditMenu } from '../../_components/edit-menu'
import { ReadFailed } from '../../_components/read-failed'
import { useDeskSaved } from '../../_components/use-desk-saved'
import { useListText } from '../../_components/use-list-text'

const TeamDialog = dynamic(() => import('./team-dialog'), { ssr: false })
const RemoveDialog = dynamic(() => import('../../_components/remove-dialog'), { ssr: false })

type Open = { what: 'edit'; id: string | null } | { what: 'remove'; team: TeamRow }

/** Named groups of colleagues, by which insights can be read. Owners change them. */
export function Teams({ people }: { people: readonly DeskStaff[] }) {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const { may } = useMe()
  const [open, setOpen] = useState<Open | null>(null)
  const { data, isError, error, refetch } = useQuery(trpc.desk.teams.queryOptions())
  const mayWrite = may('setting.write')
  return (
    <Section
      title={t('teams_title')}
      beside={
        mayWrite && <Button onClick={() => setOpen({ what: 'edit', id: null })}>{t('team_new')}…</Button>
      }
    >
      <p className="mb-2 max-w-[68ch] text-ink-3">{t('teams_lead')}</p>
      {isError && !data && <ReadFailed error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="text-ink-3">{t('teams_none')}</p>}
      {data && data.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {data.map((team) => (
            <TeamLine
              key={team.id}
              team={team}
              onEdit={mayWrite ? () => setOpen({ what: 'edit', id: team.id }) : null}
              onRemove={() => setOpen({ what: 'remove', team })}
            />
          ))}
        </ul>
      )}
      {open?.what === 'edit' && data && (
        <TeamDialog
          team={data.find(({ id }) => id === open.id) ?? null}
          teams={data}
          people={people}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.what === 'remove' && <Remove team={open.team} onClose={() => setOpen(null)} />}
    </Section>
  )
}

function TeamLine(props: { team: TeamRow; onEdit: (() => void) | null; onRemove: () => void }) {
  const t = useTranslations('desk_settings')
  const listText = useListText()
  const { team, onEdit, onRemove } = props
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      <span className="min-w-0 flex-1">
        <bdi className="font-medium">{team.name}</bdi>
        <span className="block text-sm text-ink-3">
          {team.staff.length > 0 ? listText(team.staff.map(({ name }) => name)) : t('team_nobody')}
        </span>
      </span>
      {onEdit && <EditMenu of={team.name} onEdit={onEdit} onRemove={onRemove} />}
    </li>
  )
}

function Remove({ team, onClose }: { team: TeamRow; onClose: () => void }) {
  const trpc = useTRPC()
  const remove = useMutation(trpc.desk.removeTeam.mutationOptions(useDeskSaved(onClose)))
  return (
    <RemoveDialog
      of={team.name}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onRemove={() => remove.mutate({ id: team.id, version: team.version })}
    />
  )
}
