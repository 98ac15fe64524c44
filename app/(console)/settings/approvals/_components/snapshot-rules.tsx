'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Card } from '@/components/ui/card'
import { NumberField } from '../../_components/number-field'
import { RuleForm } from '../../_components/rule-form'
import { SettingRead } from '../../_components/setting-read'
import { wholeNumber } from '../../_components/whole-number'

const LEAST = 1
const MOST = 3_650

/** How long the member lists of dismissed groups are kept. */
export function SnapshotRules({ mayWrite }: { mayWrite: boolean }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const rules = useQuery(trpc.settings.snapshotRules.queryOptions())
  return (
    <Card title={t('approval.snapshots_title')}>
      <SettingRead query={rules} height="h-16">
        {({ value, version }) => <KeepDays {...value} version={version} mayWrite={mayWrite} />}
      </SettingRead>
    </Card>
  )
}

function KeepDays(props: { keepDays: number; version: number; mayWrite: boolean }) {
  const t = useTranslations('approval')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState(props.keepDays.toString())
  const [checked, setChecked] = useState(false)
  const save = useMutation(
    trpc.settings.setSnapshotRules.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.settings.snapshotRules.queryFilter()),
    }),
  )
  const keepDays = wholeNumber(typed, LEAST, MOST)
  return (
    <RuleForm
      saving={save}
      mayWrite={props.mayWrite}
      saveLabel={t('save')}
      onSave={() => {
        setChecked(true)
        if (keepDays) save.mutate({ value: { keepDays }, version: props.version })
      }}
    >
      <NumberField
        label={t('snapshots_days')}
        hint={t('snapshots_hint')}
        error={checked && !keepDays ? t('number_needed', { least: LEAST, most: MOST }) : null}
        value={typed}
        readOnly={!props.mayWrite}
        onChange={setTyped}
      />
    </RuleForm>
  )
}
