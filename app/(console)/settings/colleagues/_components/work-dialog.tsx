'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { refusalOf } from '@/app/_trpc/refusal'
import { useMe } from '@/app/(console)/_components/me'
import { useDesk } from '@/app/(console)/_components/use-desk'
import type { DeskStaff, StaffDesk } from '@/server/features/desk/settings/schema'
import { CheckLine } from '../../_components/check-line'
import { CodesField } from '../../_components/codes-field'
import { EditDialog } from '../../_components/edit-dialog'
import { useDeskSaved } from '../../_components/use-desk-saved'
import { useFieldErrors } from '../../_components/use-field-errors'
import { useLanguageName } from '../../_components/use-language-name'

/** In which languages and queues somebody takes cases. */
export default function WorkDialog({ person, onClose }: { person: DeskStaff; onClose: () => void }) {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const { may } = useMe()
  const { queues } = useDesk()
  const languageName = useLanguageName()
  const save = useMutation(trpc.desk.setStaffDesk.mutationOptions(useDeskSaved(onClose)))
  const [seen, setSeen] = useState(person.desk)
  const [desk, setDesk] = useState(person.desk)
  const { at, rest } = useFieldErrors(save.error, ['desk.languages', 'desk.queues'])
  const isConflict = save.error !== null && refusalOf(save.error).reason === 'setting_changed'
  const takeTheirs = () => {
    setSeen(person.desk)
    setDesk(person.desk)
    save.reset()
  }
  const setQueue = (queueId: string, onCall: boolean | null) =>
    setDesk({
      ...desk,
      queues: [
        ...desk.queues.filter((one) => one.queueId !== queueId),
        ...(onCall === null ? [] : [{ queueId, onCall }]),
      ],
    })
  return (
    <EditDialog
      title={t('work_of', { name: person.name })}
      subtitle={t('work_hint')}
      submitLabel={t('save')}
      busy={save.isPending}
      problem={rest}
      takeTheirs={isConflict ? takeTheirs : null}
      onClose={onClose}
      onSubmit={() => save.mutate({ staffId: person.id, desk, before: isConflict ? person.desk : seen })}
    >
      <CodesField
        label={t('languages')}
        hint={t('languages_hint')}
        error={at('desk.languages')}
        values={desk.languages}
        nameOf={languageName}
        onChange={(languages) => setDesk({ ...desk, languages })}
      />
      <fieldset className="grid gap-1">
        <legend className="mb-1 text-sm font-strong">{t('queues_title')}</legend>
        {queues.map(({ id, name, restricted }) => (
          <QueueLine
            key={id}
            name={name}
            hint={restricted && !may('setting.write') ? t('restricted_owners') : undefined}
            disabled={restricted && !may('setting.write')}
            value={desk.queues.find(({ queueId }) => queueId === id)}
            onChange={(onCall) => setQueue(id, onCall)}
          />
        ))}
        {at('desk.queues') && (
          <p role="alert" className="text-sm text-danger">
            {at('desk.queues')}
          </p>
        )}
      </fieldset>
    </EditDialog>
  )
}

function QueueLine(props: {
  name: string
  hint: string | undefined
  disabled: boolean
  value: StaffDesk['queues'][number] | undefined
  onChange: (onCall: boolean | null) => void
}) {
  const t = useTranslations('desk_settings')
  const { value, disabled, name } = props
  return (
    <div className="flex min-h-8 flex-wrap items-start gap-x-4 gap-y-1">
      <div className="min-w-0 flex-1">
        <CheckLine
          label={name}
          hint={props.hint}
          checked={value !== undefined}
          disabled={disabled}
          onChange={(chosen) => props.onChange(chosen ? false : null)}
        />
      </div>
      <label className="flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          className="size-3.5"
          aria-label={`${t('on_call')}: ${name}`}
          disabled={disabled || !value}
          checked={value?.onCall ?? false}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        {t('on_call')}
      </label>
    </div>
  )
}
