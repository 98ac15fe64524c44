'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import type { CaseItem } from '@/server/features/cases/schema'
import { TogetherDone } from './together-done'
import { TogetherForm } from './together-form'
import type { Done } from './use-together'

type Props = {
  chosen: readonly CaseItem[]
  /** Told whether all of them were decided. */
  onClose: (isWhole: boolean) => void
}

/** One decision for all cases that are chosen: what, with which consequences, why; then what became of each. */
export default function DecideTogether(props: Props) {
  return (
    <PartMessages parts={['case_work', 'deciding']} outline={null}>
      <Deciding {...props} />
    </PartMessages>
  )
}

function Deciding({ chosen, onClose }: Props) {
  const t = useTranslations('case_work')
  // Those that were chosen when it began: decided ones leave the list behind this.
  const [cases] = useState(chosen)
  const [done, setDone] = useState<Done | null>(null)
  const [busy, setBusy] = useState(false)
  const decided = done?.results.filter(({ left }) => left === null).length ?? 0
  const close = () => onClose(decided === cases.length)
  return (
    <Dialog
      key={done ? 'done' : 'form'}
      title={done ? t('several_done', { n: decided }) : t('several_title', { n: cases.length })}
      subtitle={done ? undefined : t('several_lead')}
      onClose={close}
      locked={busy}
    >
      {done ? (
        <TogetherDone done={done} onClose={close} />
      ) : (
        <Begin cases={cases} onBusy={setBusy} onClose={close} onDone={setDone} />
      )}
    </Dialog>
  )
}

/** What all of them are about is read first: that says what can be done. */
function Begin(props: {
  cases: readonly CaseItem[]
  onBusy: (busy: boolean) => void
  onClose: () => void
  onDone: (done: Done) => void
}) {
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const [caseIds] = useState(() => props.cases.map(({ id }) => id))
  const { data, error } = useQuery(
    trpc.cases.planTogether.queryOptions({ caseIds, actions: [] }, { staleTime: Infinity, gcTime: 0 }),
  )
  if (error)
    return (
      <Notice tone="danger" role="alert" className="mt-3.5">
        {refusalText(error)}
      </Notice>
    )
  if (!data) return <Skeleton className="mt-3.5 h-60 w-full" />
  return <TogetherForm {...props} caseIds={caseIds} first={data} />
}
