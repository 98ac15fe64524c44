'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { DeskStaff, TeamRow } from '@/server/features/desk/settings/schema'
import { CheckLine } from '../../_components/check-line'
import { EditDialog } from '../../_components/edit-dialog'
import { useDeskSaved } from '../../_components/use-desk-saved'
import { useEditForm } from '../../_components/use-edit-form'

const typedOf = (team: TeamRow | null) => ({
  name: team?.name ?? '',
  members: team?.staff.map(({ id }) => id) ?? [],
})

/** A team's name and who is in it; whoever is chosen leaves the team they were in. */
export default function TeamDialog(props: {
  /** Null makes a new one. */
  team: TeamRow | null
  teams: readonly TeamRow[]
  people: readonly DeskStaff[]
  onClose: () => void
}) {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const { team, teams, people, onClose } = props
  const save = useMutation(trpc.desk.saveTeam.mutationOptions(useDeskSaved(onClose)))
  const { typed, set, version, at, frame } = useEditForm(team, typedOf, save, ['name', 'members'])
  const { name, members } = typed
  const elsewhere = (staffId: string) =>
    teams.find(({ id, staff }) => id !== team?.id && staff.some((one) => one.id === staffId))?.name
  return (
    <EditDialog
      title={team ? t('team_edit') : t('team_new')}
      subtitle={t('team_hint')}
      submitLabel={t('save')}
      {...frame}
      onClose={onClose}
      onSubmit={() => save.mutate({ id: team?.id ?? null, version, ...typed })}
    >
      <Field label={t('name')} error={at('name')}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={60}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1 text-sm font-strong">{t('team_members')}</legend>
        {people.map((person) => {
          const other = elsewhere(person.id)
          return (
            <CheckLine
              key={person.id}
              label={<bdi>{person.name}</bdi>}
              hint={other && t('team_now_in', { team: other })}
              checked={members.includes(person.id)}
              onChange={(chosen) =>
                set({
                  members: chosen ? [...members, person.id] : members.filter((id) => id !== person.id),
                })
              }
            />
          )
        })}
        {at('members') && (
          <p role="alert" className="text-sm text-danger">
            {at('members')}
          </p>
        )}
      </fieldset>
    </EditDialog>
  )
}
