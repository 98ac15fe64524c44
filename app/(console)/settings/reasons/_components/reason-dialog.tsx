'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Segmented } from '@/components/ui/segmented'
import type { ReasonRow } from '@/server/features/desk/settings/schema'
import { CheckLine } from '../../_components/check-line'
import { PolicyField, QueueField } from '../../_components/desk-fields'
import { DurationField, durationIn, typedDuration } from '../../_components/duration-field'
import { EditDialog } from '../../_components/edit-dialog'
import { typedTexts } from '../../_components/localised-fields'
import { NamedFields } from '../../_components/named-fields'
import { NumberField } from '../../_components/number-field'
import { useDeskSaved } from '../../_components/use-desk-saved'
import { useEditForm } from '../../_components/use-edit-form'
import { wholeNumber } from '../../_components/whole-number'

const FIELDS = ['id', 'names.en', 'names.zh-CN', 'severity', 'queueId', 'policyId', 'active']
const HOUR_MS = 3_600_000

const typedOf = (row: ReasonRow | null) => ({
  id: row?.id ?? '',
  names: typedTexts(row?.names),
  severity: String(row?.severity ?? 1),
  emergency: row?.emergency ?? false,
  deadline: typedDuration(row?.deadlineMs ?? 24 * HOUR_MS),
  retention: String(row?.retentionDays ?? 183),
  queueId: row?.queueId ?? '',
  policyId: row?.policyId ?? '',
  active: row?.active ?? true,
})

/** Makes or changes a reason. */
export default function ReasonDialog({ row, onClose }: { row: ReasonRow | null; onClose: () => void }) {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const [checked, setChecked] = useState(false)
  const save = useMutation(trpc.desk.saveReason.mutationOptions(useDeskSaved(onClose)))
  const { typed, set, version, at, frame } = useEditForm(row, typedOf, save, FIELDS)
  const deadlineMs = durationIn(typed.deadline)
  const retentionDays = wholeNumber(typed.retention, 1, 3_650)
  const submit = () => {
    setChecked(true)
    if (!deadlineMs || !retentionDays) return
    const { id, names, emergency, queueId, policyId, active } = typed
    const severity = emergency ? 3 : Number(typed.severity)
    const places = { queueId: queueId || null, policyId: policyId || null }
    save.mutate({ id, version, names, severity, emergency, deadlineMs, retentionDays, ...places, active })
  }
  return (
    <EditDialog
      title={row ? t('reason_edit') : t('reason_new')}
      subtitle={t('reason_hint')}
      submitLabel={t('save')}
      {...frame}
      onClose={onClose}
      onSubmit={submit}
    >
      <NamedFields isNew={row === null} typed={typed} errorAt={at} onChange={set} />
      <CheckLine
        label={t('emergency')}
        hint={t('emergency_hint')}
        checked={typed.emergency}
        onChange={(emergency) => set({ emergency })}
      />
      {!typed.emergency && (
        <Segmented
          label={t('severity')}
          value={typed.severity}
          options={[
            { value: '0', label: t('severity_0') },
            { value: '1', label: t('severity_1') },
            { value: '2', label: t('severity_2') },
            { value: '3', label: t('severity_3') },
          ]}
          onChange={(severity) => set({ severity })}
        />
      )}
      <div className="grid gap-3.5 sm:grid-cols-2">
        <DurationField
          label={t('deadline')}
          error={checked && !deadlineMs ? t('duration_needed') : null}
          value={typed.deadline}
          onChange={(deadline) => set({ deadline })}
        />
        <NumberField
          label={t('retention_days')}
          error={checked && !retentionDays ? t('number_needed', { least: 1, most: 3_650 }) : null}
          value={typed.retention}
          onChange={(retention) => set({ retention })}
        />
      </div>
      <QueueField
        noneLabel={t('by_rules')}
        restrictedOnly={typed.emergency}
        hint={t('reason_queue_hint')}
        error={at('queueId')}
        value={typed.queueId}
        onChange={(queueId) => set({ queueId })}
      />
      <PolicyField
        hint={t('reason_policy_hint')}
        error={at('policyId')}
        value={typed.policyId}
        onChange={(policyId) => set({ policyId })}
      />
      <CheckLine
        label={t('in_use')}
        hint={at('active') ?? t('reason_in_use_hint')}
        checked={typed.active}
        onChange={(active) => set({ active })}
      />
    </EditDialog>
  )
}
