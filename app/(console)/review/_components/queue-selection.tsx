'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { ReasonDialog } from '@/app/(console)/_components/actions/reason-dialog'
import type { Selection } from '@/components/table/use-selection'
import { Button } from '@/components/ui/button'
import type { CaseItem } from '@/server/features/cases/schema'
import { caseHref } from './case-href'

const DecideTogether = dynamic(() => import('./decide-together'), { ssr: false })

type Props = { items: readonly CaseItem[]; selection: Selection; onDone: () => void }

/** What can be done with several cases at once: one decision for all. */
export default function QueueSelection(props: Props) {
  return (
    <PartMessages parts={['case_work']} outline={null}>
      <Bar {...props} />
    </PartMessages>
  )
}

function Bar({ items, selection, onDone }: Props) {
  const t = useTranslations('case_work')
  const [dialog, setDialog] = useState<'merge' | 'decide' | null>(null)
  const chosen = items.filter(({ id }) => selection.has(id))
  const close = () => setDialog(null)
  return (
    <section aria-label={t('several')} className="grid gap-2 border-t border-line bg-raised px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="font-semibold tabular-nums">
          {t('chosen', { n: chosen.length })}
        </p>
        <span className="ml-auto flex gap-1.5">
          <Button disabled={chosen.length < 2} onClick={() => setDialog('merge')}>
            {t('several_merge')}
          </Button>
          <Button variant="primary" disabled={chosen.length === 0} onClick={() => setDialog('decide')}>
            {t('several_decide')}
          </Button>
        </span>
      </div>
      {dialog === 'merge' && <MergeSeveral chosen={chosen} onClose={close} onDone={onDone} />}
      {dialog === 'decide' && (
        <DecideTogether
          chosen={chosen}
          // What was lost to somebody else stays chosen.
          onClose={(isWhole) => {
            close()
            if (isWhole) onDone()
          }}
        />
      )}
    </section>
  )
}

/** The most urgent of them takes the others in, and opens. */
function MergeSeveral(props: { chosen: readonly CaseItem[]; onClose: () => void; onDone: () => void }) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const claim = useMutation(trpc.cases.claim.mutationOptions())
  const merge = useMutation(trpc.cases.merge.mutationOptions())
  const [into, ...others] = props.chosen
  if (!into) return null
  return (
    <ReasonDialog
      textKey="merge several"
      title={t('tool_merge')}
      text={t('several_merge_text', { number: into.number })}
      submitLabel={t('merge_submit', { n: others.length })}
      send={async (reason) => {
        const { epoch } = await claim.mutateAsync({ caseId: into.id })
        await merge.mutateAsync({ caseId: into.id, epoch, caseIds: others.map(({ id }) => id), reason })
        router.push(caseHref(into.number, ''), { scroll: false })
        props.onDone()
      }}
      onClose={props.onClose}
      onDone={() => queryClient.invalidateQueries({ queryKey: trpc.cases.list.pathKey() })}
    />
  )
}
