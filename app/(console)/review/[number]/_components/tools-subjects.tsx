'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ReasonDialog } from '@/app/(console)/_components/actions/reason-dialog'
import { ReasonTag } from '@/app/(console)/_components/reason-tag'
import type { ToolProps } from './tool-dialog'

/** Makes a case of its own out of some parts. */
export function SplitTool({ item, onClose, onDone }: ToolProps) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const split = useMutation(trpc.cases.split.mutationOptions())
  const [ids, setIds] = useState<readonly string[]>([])
  const [, ...movable] = item.parts
  return (
    <ReasonDialog
      textKey={`split ${item.id}`}
      title={t('tool_split')}
      text={t('split_text')}
      submitLabel={t('split_submit', { n: ids.length })}
      send={(reason) =>
        split.mutateAsync({ caseId: item.id, epoch: item.epoch, subjectIds: [...ids], reason })
      }
      onClose={onClose}
      onDone={onDone}
    >
      <Ticks
        label={t('parts')}
        rows={movable.map(({ id, name, context }) => ({
          id,
          text: [name, context].filter(Boolean).join(' · '),
        }))}
        ids={ids}
        onChange={setIds}
      />
    </ReasonDialog>
  )
}

/** Takes other cases that say the same, or one by its number, into this one. */
export function MergeTool({ item, onClose, onDone }: ToolProps) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const merge = useMutation(trpc.cases.merge.mutationOptions())
  const { data: proposals } = useQuery(trpc.cases.proposals.queryOptions({ caseId: item.id }))
  const [ids, setIds] = useState<readonly string[]>([])
  const rows = (proposals ?? []).map((one) => ({
    id: one.caseId,
    text: `#${one.number} ${one.name}`,
    beside: (
      <>
        <ReasonTag reason={one.reason} /> {t(`because_${one.because}`)}
      </>
    ),
  }))
  return (
    <ReasonDialog
      textKey={`merge ${item.id}`}
      title={t('tool_merge')}
      text={t('merge_text')}
      submitLabel={t('merge_submit', { n: ids.length })}
      send={(reason) => merge.mutateAsync({ caseId: item.id, epoch: item.epoch, caseIds: [...ids], reason })}
      onClose={onClose}
      onDone={onDone}
    >
      {proposals?.length === 0 && <p className="text-ink-3">{t('no_proposals')}</p>}
      <Ticks label={t('proposals')} rows={rows} ids={ids} onChange={setIds} />
    </ReasonDialog>
  )
}

type Row = { id: string; text: string; beside?: React.ReactNode }

/** A list to tick things in. */
export function Ticks(props: {
  label: string
  rows: readonly Row[]
  ids: readonly string[]
  onChange: (ids: readonly string[]) => void
}) {
  const { ids } = props
  const toggle = (id: string) =>
    props.onChange(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id])
  return (
    <fieldset className="grid max-h-60 gap-1 overflow-y-auto">
      <legend className="sr-only">{props.label}</legend>
      {props.rows.map(({ id, text, beside }) => (
        <label key={id} className="flex min-h-8 items-center gap-2 rounded px-2 hover:bg-hover">
          <input
            type="checkbox"
            checked={ids.includes(id)}
            onChange={() => toggle(id)}
            className="accent-accent"
          />
          <span className="truncate" dir="auto">
            {text}
          </span>
          {beside && <span className="ml-auto flex items-center gap-1.5 text-sm text-ink-3">{beside}</span>}
        </label>
      ))}
    </fieldset>
  )
}
