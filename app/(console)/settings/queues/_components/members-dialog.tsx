'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Skeleton } from '@/components/ui/skeleton'
import { inLanguage } from '@/server/features/desk/localised'
import type { DeskStaff, QueueRow } from '@/server/features/desk/settings/schema'
import { EditDialog } from '../../_components/edit-dialog'
import { ReadFailed } from '../../_components/read-failed'
import { useDeskSaved } from '../../_components/use-desk-saved'
import { useFieldErrors } from '../../_components/use-field-errors'
import { useTyped } from '../../_components/use-typed'

type Member = { staffId: string; onCall: boolean }

const typedOf = (row: QueueRow | null) => ({
  members: (row?.members ?? []).map(({ staffId, onCall }): Member => ({ staffId, onCall })),
})

/** Says who works in a queue, and who is on call for it. */
export default function MembersDialog({ row, onClose }: { row: QueueRow; onClose: () => void }) {
  const t = useTranslations('desk_settings')
  const locale = useLocale()
  const trpc = useTRPC()
  const staff = useQuery(trpc.desk.staff.queryOptions())
  const save = useMutation(trpc.desk.setQueueMembers.mutationOptions(useDeskSaved(onClose)))
  const { typed, set, version, takeTheirs } = useTyped(row, typedOf, save)
  const { rest } = useFieldErrors(save.error, [])
  const toggle = (staffId: string, next: Member | null) =>
    set({
      members: [...typed.members.filter((one) => one.staffId !== staffId), ...(next ? [next] : [])],
    })
  return (
    <EditDialog
      title={t('members_of', { queue: inLanguage(row.names, locale) })}
      subtitle={row.restricted ? t('members_restricted_hint') : t('members_hint')}
      submitLabel={t('save')}
      busy={save.isPending}
      problem={rest}
      takeTheirs={takeTheirs}
      onClose={onClose}
      onSubmit={() => save.mutate({ id: row.id, version, members: typed.members })}
    >
      {staff.isError && !staff.data && (
        <ReadFailed error={staff.error} onRetry={() => void staff.refetch()} />
      )}
      {staff.isPending && <Skeleton className="h-32 w-full" />}
      {staff.data && (
        <ul className="grid divide-y divide-line">
          {staff.data.map((person) => (
            <MemberLine
              key={person.id}
              person={person}
              member={typed.members.find(({ staffId }) => staffId === person.id) ?? null}
              onChange={(next) => toggle(person.id, next)}
            />
          ))}
        </ul>
      )}
    </EditDialog>
  )
}

function MemberLine(props: {
  person: DeskStaff
  member: Member | null
  onChange: (next: Member | null) => void
}) {
  const t = useTranslations()
  const { id: staffId, name, role } = props.person
  const { member, onChange } = props
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 py-1">
      <label className="flex min-w-0 flex-1 items-center gap-2">
        <input
          type="checkbox"
          className="size-3.5 shrink-0"
          checked={member !== null}
          onChange={(event) => onChange(event.target.checked ? { staffId, onCall: false } : null)}
        />
        <bdi className="truncate">{name}</bdi>
        <span className="text-sm text-ink-3">{t(`roles.${role}`)}</span>
      </label>
      <label className="flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          className="size-3.5"
          aria-label={`${t('desk_settings.on_call')}: ${name}`}
          disabled={member === null}
          checked={member?.onCall ?? false}
          onChange={(event) => onChange({ staffId, onCall: event.target.checked })}
        />
        {t('desk_settings.on_call')}
      </label>
    </li>
  )
}
