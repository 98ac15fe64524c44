'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useKeys } from '@/components/shell/keys'
import type { CaseDetail, CasePart } from '@/server/features/cases/schema'

/** The parts of a case as tabs; the keys [ and ] go through them. */
export default function PartTabs(props: {
  item: CaseDetail
  current: string
  onSelect: (id: string) => void
}) {
  const { item, current, onSelect } = props
  const t = useTranslations('evidence')
  const here = useRef<HTMLButtonElement>(null)
  const at = item.parts.findIndex(({ id }) => id === current)
  const go = (step: number) => {
    const next = item.parts.at((at + step + item.parts.length) % item.parts.length)
    if (next) onSelect(next.id)
  }
  useKeys({ '[': () => go(-1), ']': () => go(1) })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab that is shown comes into sight.
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  const hidden = item.subjectsCount - item.parts.length
  return (
    <nav aria-label={t('parts')} className="mt-6">
      <p className="mb-1.5 flex items-baseline gap-2 text-sm text-ink-3">
        {t('part_place', { n: at + 1, total: item.subjectsCount })}
        {hidden > 0 && <span>{t('parts_more', { n: hidden })}</span>}
      </p>
      <ul className="flex gap-1.5 overflow-x-auto pb-1.5 [scrollbar-width:thin]">
        {item.parts.map((part) => (
          <li key={part.id} className="shrink-0">
            <button
              ref={part.id === current ? here : undefined}
              type="button"
              aria-current={part.id === current ? 'true' : undefined}
              onClick={() => onSelect(part.id)}
              className="h-9 max-w-56 truncate rounded border border-line bg-surface px-3 text-sm text-ink-2 -outline-offset-2 hover:bg-hover aria-[current]:border-ink aria-[current]:font-strong aria-[current]:text-ink"
            >
              <PartName part={part} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** `Message · Garden club` */
function PartName({ part }: { part: CasePart }) {
  const t = useTranslations('evidence')
  return (
    <>
      {t(`part_${part.kind}`)} ·{' '}
      <bdi>{part.preview || (part.kind === 'message' && part.context) || part.name}</bdi>
      {part.reports > 1 && <span className="text-ink-3"> · {t('part_reports', { n: part.reports })}</span>}
    </>
  )
}
