'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useDesk } from '@/app/(console)/_components/use-desk'
import type { Preset } from '@/server/features/desk/schema'
import { CheckLine } from '../../_components/check-line'
import { PolicyField, QueueField } from '../../_components/desk-fields'
import { EditDialog } from '../../_components/edit-dialog'
import { LocalisedFields, typedTexts } from '../../_components/localised-fields'
import { SelectField } from '../../_components/select-field'
import { useDeskSaved } from '../../_components/use-desk-saved'
import { useEditForm } from '../../_components/use-edit-form'
import { ActionsFields, actionsIn, typedActions } from './actions-fields'

const FIELDS = [
  'slot',
  'queueId',
  'policyId',
  'names.en',
  'names.zh-CN',
  'reasons.en',
  'reasons.zh-CN',
  'actions',
]
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

const typedOf = (row: Preset | null, presets: readonly Preset[]) => ({
  queueId: row?.queueId ?? '',
  slot: row ? String(row.slot) : freeKey(presets),
  names: typedTexts(row?.names),
  policyId: row?.policyId ?? '',
  actions: typedActions(row?.actions ?? []),
  reasons: typedTexts(row?.reasons),
  notify: row?.notify ?? { reporter: true, person: true },
})

/** The first key that holds nothing for every queue yet. */
const freeKey = (presets: readonly Preset[]) =>
  KEYS.find((key) => !presets.some(({ queueId, slot }) => queueId === null && String(slot) === key)) ?? '1'

/** Makes or changes what one digit prepares. */
export default function PresetDialog({ row, onClose }: { row: Preset | null; onClose: () => void }) {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const { presets } = useDesk()
  const [checked, setChecked] = useState(false)
  const save = useMutation(trpc.desk.savePreset.mutationOptions(useDeskSaved(onClose)))
  const { typed, set, version, at, frame } = useEditForm(
    row,
    (preset) => typedOf(preset, presets),
    save,
    FIELDS,
  )
  const submit = () => {
    setChecked(true)
    const actions = actionsIn(typed.actions)
    if (!actions) return
    save.mutate({
      ...typed,
      id: row?.id ?? null,
      version,
      queueId: typed.queueId || null,
      policyId: typed.policyId || null,
      slot: Number(typed.slot),
      actions,
    })
  }
  return (
    <EditDialog
      title={row ? t('preset_edit') : t('preset_new')}
      subtitle={t('preset_hint')}
      submitLabel={t('save')}
      {...frame}
      onClose={onClose}
      onSubmit={submit}
    >
      <div className="grid grid-cols-2 gap-3.5">
        <SelectField
          label={t('key')}
          error={at('slot')}
          value={typed.slot}
          options={KEYS.map((value) => ({ value, label: value }))}
          onChange={(slot) => set({ slot })}
        />
        <QueueField
          noneLabel={t('all_queues')}
          error={at('queueId')}
          value={typed.queueId}
          onChange={(queueId) => set({ queueId })}
        />
      </div>
      <LocalisedFields
        first
        label={t('name')}
        path="names"
        value={typed.names}
        errorAt={at}
        onChange={(names) => set({ names })}
      />
      <ActionsFields
        value={typed.actions}
        checked={checked}
        error={at('actions')}
        onChange={(actions) => set({ actions })}
      />
      <PolicyField error={at('policyId')} value={typed.policyId} onChange={(policyId) => set({ policyId })} />
      <LocalisedFields
        long
        label={t('preset_reason')}
        path="reasons"
        value={typed.reasons}
        errorAt={at}
        onChange={(reasons) => set({ reasons })}
      />
      <IsTold value={typed.notify} onChange={(notify) => set({ notify })} />
    </EditDialog>
  )
}

type Notify = Preset['notify']

/** Who is told of such a decision. */
function IsTold({ value, onChange }: { value: Notify; onChange: (value: Notify) => void }) {
  const t = useTranslations('desk_settings')
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-strong">{t('is_told')}</legend>
      <CheckLine
        label={t('reporter')}
        checked={value.reporter}
        onChange={(reporter) => onChange({ ...value, reporter })}
      />
      <CheckLine
        label={t('person')}
        checked={value.person}
        onChange={(person) => onChange({ ...value, person })}
      />
    </fieldset>
  )
}
