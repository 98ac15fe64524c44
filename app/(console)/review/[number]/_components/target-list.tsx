'use client'

import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { Skeleton } from '@/components/ui/skeleton'
import type { Target } from '@/server/features/cases/targets'

type Props = {
  targets: readonly Target[]
  chosen: readonly string[]
  /** It can be carried out on one of them only. */
  one: boolean
  onChange: (ids: string[]) => void
}

/** On which of several things an action is carried out. One always stays. */
export default function TargetList(props: Props) {
  return (
    <PartMessages parts={['deciding']} outline={<Skeleton className="h-8 w-full" />}>
      <List {...props} />
    </PartMessages>
  )
}

function List({ targets, chosen, one, onChange }: Props) {
  const t = useTranslations('deciding')
  const name = useId()
  const set = new Set(chosen)
  const toggle = (id: string) => {
    if (one) return onChange([id])
    const next = targets.filter((target) => (target.id === id ? !set.has(id) : set.has(target.id)))
    if (next.length > 0) onChange(next.map((target) => target.id))
  }
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm text-ink-3">
        {t('targets', { n: chosen.length, of: targets.length })}
      </legend>
      <div className="grid max-h-32 gap-0.5 overflow-y-auto">
        {targets.map(({ id, name: label }) => (
          <label key={id} className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type={one ? 'radio' : 'checkbox'}
              name={one ? name : undefined}
              checked={set.has(id)}
              onChange={() => toggle(id)}
              className="m-0 shrink-0"
            />
            <bdi className="truncate">{label || id}</bdi>
            <code className="ml-auto shrink-0 text-xs text-ink-3">{id.split(/[#/]/).at(-1)}</code>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
