'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { SetParams } from '@/app/_search/use-search-changes'
import { useTRPC } from '@/app/_trpc/client'
import { ChipPopover } from '@/components/ui/chip-popover'
import { ChipSelect } from '@/components/ui/chip-select'
import type { GroupFilter } from '@/server/features/groups/schema'

/** As many as a filter takes. */
const MOST_TAGS = 5

/** Categories and tags in use; what the address asks for is among them, even where no group has it any more. */
function useLabels({ category, tags = [] }: GroupFilter) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.groups.labels.queryOptions())
  const all = (known: string[] = [], asked: string[]) => [...new Set([...known, ...asked])].sort()
  return {
    categories: all(data?.categories, category ? [category] : []),
    tags: all(data?.tags, tags),
  }
}

type Props = { filter: GroupFilter; onChange: SetParams }

/** Groups of one category. Not there while no group has one. */
export function CategoryFilter({ filter, onChange }: Props) {
  const t = useTranslations('groups')
  const { categories } = useLabels(filter)
  if (categories.length === 0) return null
  return (
    <ChipSelect
      label={t('category')}
      value={filter.category ?? ''}
      neutral=""
      options={[
        { value: '', label: t('category_any') },
        ...categories.map((value) => ({ value, label: value })),
      ]}
      onChange={(category) => onChange({ category })}
    />
  )
}

/** Groups that have all of the ticked tags. Not there while no group has one. */
export function TagsFilter({ filter, onChange }: Props) {
  const t = useTranslations('groups')
  const { tags: known } = useLabels(filter)
  const { tags = [] } = filter
  if (known.length === 0) return null
  const toggle = (tag: string) => {
    const next = tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag]
    onChange({ tags: next.join(',') })
  }
  return (
    <ChipPopover
      label={t('tags')}
      text={tags.length > 0 ? tags.join(', ') : t('tags_any')}
      chosen={tags.length > 0}
    >
      <div className="grid max-h-80 gap-1 overflow-y-auto px-3.5 py-3">
        <p className="text-sm text-ink-3">{t('tags_hint')}</p>
        {known.map((tag) => (
          <label key={tag} className="flex min-h-6 items-center gap-2">
            <input
              type="checkbox"
              className="accent-accent"
              checked={tags.includes(tag)}
              disabled={!tags.includes(tag) && tags.length >= MOST_TAGS}
              onChange={() => toggle(tag)}
            />
            <span className="truncate" dir="auto">
              {tag}
            </span>
          </label>
        ))}
      </div>
    </ChipPopover>
  )
}
