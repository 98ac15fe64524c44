'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { type ApiClientRow, type FreshSecret, OVERLAPS } from '@/server/features/api-clients/schema'
import { EditDialog } from '../../_components/edit-dialog'
import { SelectField } from '../../_components/select-field'
import { useDurationText } from '../../_components/use-duration-text'
import { useClientsSaved } from './use-clients-saved'

const A_DAY_MS = 86_400_000

/** Gives a client a new secret. */
export default function RotateDialog(props: {
  row: ApiClientRow
  onClose: () => void
  onMade: (fresh: FreshSecret) => void
}) {
  const { row, onClose, onMade } = props
  const t = useTranslations('intake')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const durationText = useDurationText()
  const [overlap, setOverlap] = useState(String(A_DAY_MS))
  const rotate = useMutation(trpc.apiClients.rotate.mutationOptions(useClientsSaved(onMade)))
  const overlapMs = OVERLAPS.find((ms) => String(ms) === overlap) ?? A_DAY_MS
  return (
    <EditDialog
      title={t('rotate_question', { name: row.name })}
      submitLabel={t('rotate')}
      busy={rotate.isPending}
      problem={rotate.error && refusalText(rotate.error)}
      takeTheirs={null}
      onClose={onClose}
      onSubmit={() => rotate.mutate({ id: row.id, version: row.version, overlapMs })}
    >
      <SelectField
        label={t('overlap')}
        hint={t('overlap_hint')}
        value={overlap}
        options={OVERLAPS.map((ms) => ({
          value: String(ms),
          label: ms === 0 ? t('overlap_none') : durationText(ms),
        }))}
        onChange={setOverlap}
      />
    </EditDialog>
  )
}
