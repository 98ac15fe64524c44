'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
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
  const taking = useMutation(
    trpc.cases.takeBack.mutationOptions({
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: options.queryKey }),
          queryClient.invalidateQueries({ queryKey: trpc.cases.get.queryKey() }),
        ]),
      onSuccess: () => onClose(),
    }),
  )
  const wrong = taking.error ?? error
  // With what is in it, so that the first of them has the focus.
  if (!data && !error) return null
  return (
    <Dialog title={t('undo_title')} subtitle={t('undo_lead')} onClose={onClose} locked={taking.isPending}>
      {wrong && (
        <Notice tone="danger" role="alert" className="mt-3.5">
          {refusalText(wrong)}
        </Notice>
      )}
      {data?.length === 0 && <p className="mt-3.5 text-ink-3">{t('undo_empty')}</p>}
      <ul className="mt-3.5 divide-y divide-line">
        {data?.map((one, place) => (
          <li key={one.decisionId} className="flex items-center gap-3 py-2">
            <What one={one} />
            <Button
              data-first={place === 0 ? '' : undefined}
              className="ml-auto shrink-0"
              busy={taking.isPending && taking.variables.decisionId === one.decisionId}
              onClick={() => taking.mutate({ decisionId: one.decisionId })}
            >
              {t('undo_one')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="mt-3 flex justify-end">
        <Button onClick={onClose}>{app('close')}</Button>
      </div>
    </Dialog>
  )
}

function What({ one }: { one: Undoable }) {
  const t = useTranslations('deciding')
  const outcomes = useTranslations('case_outcomes')
  const named = useNamed()
  const format = useFormatter()
  const now = useNow(1_000)
  const seconds = one.until === null ? 0 : Math.ceil((one.until - now) / 1_000)
  const actions = [...new Set(one.actions.map(({ action }) => named('actions', `${action}.label`)))]
  return (
    <div className="min-w-0">
      <p className="truncate font-strong">
        {actions.length > 0 ? format.list(actions) : outcomes(one.outcome)} · <bdi>{one.name}</bdi>
      </p>
      <p className="text-sm text-ink-3">
        {t('undo_case', { number: one.number })} ·{' '}
        {seconds > 0 ? t('undo_seconds', { seconds }) : t('undo_waits')}
      </p>
    </div>
  )
}
