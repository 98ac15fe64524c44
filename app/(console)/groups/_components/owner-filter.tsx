'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { SetParams } from '@/app/_search/use-search-changes'
import { useTRPC } from '@/app/_trpc/client'
import { ChipPopover } from '@/components/ui/chip-popover'
import { classes } from '@/components/ui/classes'
import { Input } from '@/components/ui/input'
import type { GroupFilter } from '@/server/features/groups/schema'

/** People who are offered at once; who writes more of a name finds the others. */
const OFFERED = 8

/** What the address says of the owner: one person's groups, groups that nobody owns, or those that somebody does. */
type Choice = { owner?: string; ownerless?: 'true' | 'false' }
type Props = { filter: GroupFilter; onChange: SetParams }

/** Groups of one owner, who is looked for by name or id, or with or without any. */
export function OwnerFilter({ filter, onChange }: Props) {
  const t = useTranslations('groups')
  const text = useText(filter)
  return (
    <ChipPopover label={t('owner')} text={text ?? t('ownerless_any')} chosen={text !== undefined}>
      {(close) => (
        <Choose
          filter={filter}
          onChoose={({ owner, ownerless }) => {
            onChange({ owner, ownerless })
            close()
          }}
        />
      )}
    </ChipPopover>
  )
}

/** What is chosen; undefined where nothing is. */
function useText({ owner, ownerless }: GroupFilter): string | undefined {
  const t = useTranslations('groups')
  const person = usePeople(owner ?? '').people.find(({ userId }) => userId === owner)
  if (owner) return t('owned_by', { name: person?.nickname || owner })
  return ownerless === undefined ? undefined : t(ownerless ? 'ownerless_yes' : 'ownerless_no')
}

/** People of that name or id; `isOf` once these are those of `q` and not of what was typed before. */
function usePeople(q: string) {
  const trpc = useTRPC()
  const { data, isPlaceholderData } = useQuery(
    trpc.people.list.queryOptions(
      { q, sort: 'name', limit: OFFERED },
      { enabled: q !== '', placeholderData: (previous) => previous, staleTime: 60_000 },
    ),
  )
  return q === ''
    ? { people: [], isOf: true }
    : { people: data?.items ?? [], isOf: data !== undefined && !isPlaceholderData }
}

function Choose({ filter, onChoose }: { filter: GroupFilter; onChoose: (choice: Choice) => void }) {
  const t = useTranslations('groups')
  const { owner, ownerless } = filter
  const [text, setText] = useState('')
  const typed = text.trim()
  const q = useDeferredValue(typed)
  const { people, isOf } = usePeople(q)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed === '' || q !== typed || !isOf) return
    const [only, another] = people
    const found = people.find(({ userId }) => userId === typed) ?? (another ? undefined : only)
    // Whose account is gone may own groups still.
    if (found || !only) onChoose({ owner: found?.userId ?? typed })
  }
  return (
    <form onSubmit={submit} className="grid gap-1 p-2">
      <Option chosen={!owner && ownerless === undefined} onChoose={() => onChoose({})}>
        {t('ownerless_any')}
      </Option>
      <Option chosen={ownerless === true} onChoose={() => onChoose({ ownerless: 'true' })}>
        {t('ownerless_yes')}
      </Option>
      <Option chosen={ownerless === false} onChoose={() => onChoose({ ownerless: 'false' })}>
        {t('ownerless_no')}
      </Option>
      <Input
        type="search"
        aria-label={t('owner_search')}
        placeholder={t('owner_search')}
        value={text}
        maxLength={64}
        className="mt-1 w-full"
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="max-h-72 overflow-y-auto">
        {people.map(({ userId, nickname }) => (
          <li key={userId}>
            <Option chosen={userId === owner} onChoose={() => onChoose({ owner: userId })}>
              <bdi>{nickname || userId}</bdi> <code className="text-xs text-ink-3">{userId}</code>
            </Option>
          </li>
        ))}
      </ul>
      {q !== '' && isOf && people.length === 0 && (
        <p className="px-2 pb-1 text-sm text-ink-3">{t('owner_none')}</p>
      )}
    </form>
  )
}

function Option(props: { chosen: boolean; onChoose: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={props.chosen}
      onClick={props.onChoose}
      className={classes(
        'block min-h-9 w-full truncate rounded px-2 text-left hover:bg-hover md:min-h-7',
        props.chosen && 'font-medium text-accent',
      )}
    >
      {props.children}
    </button>
  )
}
