'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Failed } from '@/components/table/failed'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { NumberField } from '../../_components/number-field'
import { wholeNumber } from '../../_components/whole-number'

const LEAST = 1
const MOST = 3_650

/** How long the member lists of dismissed groups are kept. After somebody else set it, theirs stands in the form. */
export function SnapshotRules({ mayWrite }: { mayWrite: boolean }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { data, error, refetch } = useQuery(trpc.settings.snapshotRules.queryOptions())
  return (
    <Card title={t('approval.snapshots_title')}>
      {data && (
        <KeepDays
          key={data.version}
          keepDays={data.value.keepDays}
          version={data.version}
          mayWrite={mayWrite}
        />
      )}
      {!data && error && (
        <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
          {refusalText(error)}
        </Failed>
      )}
      {!data && !error && <Skeleton className="h-16 w-full" />}
    </Card>
  )
}

function KeepDays(props: { keepDays: number; version: number; mayWrite: boolean }) {
  const t = useTranslations('approval')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const [typed, setTyped] = useState(props.keepDays.toString())
  const [checked, setChecked] = useState(false)
  const save = useMutation(
    trpc.settings.setSnapshotRules.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.settings.snapshotRules.queryFilter()),
    }),
  )
  const keepDays = wholeNumber(typed, LEAST, MOST)
  return (
    <form
      className="grid gap-3.5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (keepDays && !save.isPending) save.mutate({ value: { keepDays }, version: props.version })
      }}
    >
      {save.isError && (
        <Notice tone="danger" role="alert">
          {refusalText(save.error)}
        </Notice>
      )}
      <NumberField
        label={t('snapshots_days')}
        hint={t('snapshots_hint')}
        error={checked && !keepDays ? t('number_needed', { least: LEAST, most: MOST }) : null}
        value={typed}
        readOnly={!props.mayWrite}
        onChange={setTyped}
      />
      {props.mayWrite && (
        <p>
          <Button type="submit" size="md" variant="primary" busy={save.isPending}>
            {t('save')}
          </Button>
        </p>
      )}
    </form>
  )
}
