'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { TogetherResult } from '@/server/features/cases/together/schema'
import { CaseLink } from '../[number]/_components/case-link'
import { type Done, useLeftText } from './use-together'

/** What became of each case, and taking all of it back. */
export function TogetherDone({ done, onClose }: { done: Done; onClose: () => void }) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  const taking = useMutation(
    trpc.cases.takeBackTogether.mutationOptions({
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.cases.list.pathKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.cases.get.pathKey() }),
        ]),
    }),
  )
  const hasLost = done.results.some(({ left }) => left !== null)
  const hasDone = done.results.some(({ left }) => left === null)
  return (
    <>
      {hasLost && <p className="mt-1 text-ink-3">{t('several_done_lead')}</p>}
      {taking.error && (
        <Notice tone="danger" role="alert" className="mt-3.5">
          {refusalText(taking.error)}
        </Notice>
      )}
      <div role="status">
        <ul className="mt-3.5 grid max-h-80 gap-1 overflow-y-auto">
          {done.results.map((one) => (
            <Line
              key={one.caseId}
              one={one}
              back={taking.data?.find(({ caseId }) => caseId === one.caseId)}
            />
          ))}
        </ul>
      </div>
      <div className="mt-3.5 flex justify-end gap-2">
        {hasDone && !taking.isSuccess && (
          <Button
            size="md"
            busy={taking.isPending}
            onClick={() => taking.mutate({ togetherId: done.togetherId })}
          >
            {t('several_undo')}
          </Button>
        )}
        <Button ref={close} size="md" onClick={onClose}>
          {t('several_close')}
        </Button>
      </div>
    </>
  )
}

function Line({ one, back }: { one: TogetherResult; back: TogetherResult | undefined }) {
  const t = useTranslations('case_work')
  const leftText = useLeftText()
  const left = back ? back.left : one.left
  return (
    <li className="flex items-baseline gap-2 text-sm">
      <CaseLink number={one.number} />
      <bdi className="min-w-0 truncate">{one.name}</bdi>
      <span className={`ml-auto ${left ? 'text-right text-warn' : 'shrink-0 text-ink-2'}`}>
        {left ? leftText(left) : t(back ? 'several_one_back' : 'several_one_done')}
      </span>
    </li>
  )
}
