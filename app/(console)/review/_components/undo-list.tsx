'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useNow } from '@/components/time/clock'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { Undoable } from '@/server/features/cases/schema'

/** One's own decisions that can still be taken back, by name. */
export default function UndoList({ onClose }: { onClose: () => void }) {
  return (
    <PartMessages parts={['deciding']} outline={null}>
      <List onClose={onClose} />
    </PartMessages>
  )
}

function List({ onClose }: { onClose: () => void }) {
  const t = useTranslations('deciding')
  const app = useTranslations('app')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const options = trpc.cases.undoable.queryOptions(undefined, { staleTime: 0, gcTime: 0 })
  const { data, error } = useQuery(options)
  const [stayed, setStayed] = useState<{ left: number; of: number } | null>(null)
  const onSettled = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: options.queryKey }),
      queryClient.invalidateQueries({ queryKey: trpc.cases.get.queryKey() }),
    ])
  const taking = useMutation(trpc.cases.takeBack.mutationOptions({ onSettled, onSuccess: () => onClose() }))
  const takingAll = useMutation(
    trpc.cases.takeBackTogether.mutationOptions({
      onSettled,
      onSuccess: (results) => {
        const left = results.filter((one) => one.left !== null).length
        if (left === 0) onClose()
        else setStayed({ left, of: results.length })
      },
    }),
  )
  const wrong = taking.error ?? takingAll.error ?? error
  const isBusy = taking.isPending || takingAll.isPending
  // With what is in it, so that the first of them has the focus.
  if (!data && !error) return null
  return (
    <Dialog title={t('undo_title')} subtitle={t('undo_lead')} onClose={onClose} locked={isBusy}>
      {wrong && (
        <Notice tone="danger" role="alert" className="mt-3.5">
          {refusalText(wrong)}
        </Notice>
      )}
      {stayed && (
        <Notice tone="warn" role="alert" className="mt-3.5">
          {t('undo_stayed', stayed)}
        </Notice>
      )}
      {data?.length === 0 && <p className="mt-3.5 text-ink-3">{t('undo_empty')}</p>}
      <ul className="mt-3.5 divide-y divide-line">
        {madeInOne(data ?? []).map(([one, ...others], place) => {
          const { decisionId, togetherId } = one
          const all = others.length > 0 && togetherId !== null
          return (
            <li key={decisionId} className="flex items-center gap-3 py-2">
              <What one={one} others={others} />
              <Button
                data-first={place === 0 ? '' : undefined}
                className="ml-auto shrink-0"
                busy={
                  (taking.isPending && taking.variables.decisionId === decisionId) ||
                  (takingAll.isPending && takingAll.variables.togetherId === togetherId)
                }
                onClick={() => (all ? takingAll.mutate({ togetherId }) : taking.mutate({ decisionId }))}
              >
                {t(all ? 'undo_all' : 'undo_one')}
              </Button>
            </li>
          )
        })}
      </ul>
      <div className="mt-3 flex justify-end">
        <Button onClick={onClose}>{app('close')}</Button>
      </div>
    </Dialog>
  )
}

/** Decisions that were made in one go stand together, at the place of the newest. */
function madeInOne(all: readonly Undoable[]): [Undoable, ...Undoable[]][] {
  const groups = new Map<string, [Undoable, ...Undoable[]]>()
  for (const one of all) {
    const key = one.togetherId ?? one.decisionId
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()]
}

function What({ one, others }: { one: Undoable; others: readonly Undoable[] }) {
  const t = useTranslations('deciding')
  const outcomes = useTranslations('case_outcomes')
  const named = useNamed()
  const format = useFormatter()
  const now = useNow(1_000)
  const all = [one, ...others]
  const ends = all.flatMap(({ until }) => until ?? [])
  const seconds = ends.length === 0 ? 0 : Math.ceil((Math.min(...ends) - now) / 1_000)
  const actions = [...new Set(one.actions.map(({ action }) => named('actions', `${action}.label`)))]
  return (
    <div className="min-w-0">
      <p className="truncate font-strong">
        {actions.length > 0 ? format.list(actions) : outcomes(one.outcome)} · <bdi>{one.name}</bdi>
        {others.length > 0 && ` ${t('undo_more', { n: others.length })}`}
      </p>
      <p className="truncate text-sm text-ink-3">
        {others.length > 0
          ? t('undo_cases', {
              numbers: format.list(all.slice(0, 5).map(({ number }) => `#${number}`)),
              n: all.length,
            })
          : t('undo_case', { number: one.number })}{' '}
        · {seconds > 0 ? t('undo_seconds', { seconds }) : t('undo_waits')}
      </p>
    </div>
  )
}
