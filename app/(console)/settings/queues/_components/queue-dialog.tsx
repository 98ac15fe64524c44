'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import type { QueueRow } from '@/server/features/desk/settings/schema'
import { CheckLine } from '../../_components/check-line'
import { EditDialog } from '../../_components/edit-dialog'
import { typedTexts } from '../../_components/localised-fields'
import { NamedFields } from '../../_components/named-fields'
import { useDeskSaved } from '../../_components/use-desk-saved'
import { useEditForm } from '../../_components/use-edit-form'
import { RulesFields, rulesIn, typedRules } from './rules-fields'

const FIELDS = ['id', 'names.en', 'names.zh-CN', 'rules.reasons', 'rules.languages', 'rules.categories']

const typedOf = (row: QueueRow | null) => ({
  id: row?.id ?? '',
  names: typedTexts(row?.names),
  rules: typedRules(row?.rules ?? {}),
  restricted: row?.restricted ?? false,
  active: row?.active ?? true,
})

/** Makes or changes a queue: its name, which cases come here, who sees them. */
export default function QueueDialog({ row, onClose }: { row: QueueRow | null; onClose: () => void }) {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const save = useMutation(trpc.desk.saveQueue.mutationOptions(useDeskSaved(onClose)))
  const { typed, set, version, at, frame } = useEditForm(row, typedOf, save, FIELDS)
  const rules = rulesIn(typed.rules)
  const submit = () => {
    if (rules) save.mutate({ ...typed, rules: row?.fixed ? row.rules : rules, version })
  }
  return (
    <EditDialog
      title={row ? t('queue_edit') : t('queue_new')}
      subtitle={row?.fixed ? t('queue_fixed_hint') : t('queue_hint')}
      submitLabel={t('save')}
      {...frame}
      onClose={onClose}
      onSubmit={submit}
    >
      <NamedFields isNew={row === null} typed={typed} errorAt={at} onChange={set} />
      {!row?.fixed && (
        <>
          <RulesFields value={typed.rules} errorAt={at} onChange={(changed) => set({ rules: changed })} />
          <CheckLine
            label={t('restricted')}
            hint={t('restricted_hint')}
            checked={typed.restricted}
            onChange={(restricted) => set({ restricted })}
          />
          <CheckLine
            label={t('takes_cases')}
            hint={t('takes_cases_hint')}
            checked={typed.active}
            onChange={(active) => set({ active })}
          />
        </>
      )}
    </EditDialog>
  )
}
