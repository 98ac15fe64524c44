'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { StatusTag } from '@/app/(console)/groups/_components/group-tags'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { GroupItem } from '@/server/features/groups/schema'

/** A group that was chosen. */
export type PickedGroup = { id: string; name: string }

/** How long to wait for the next letter before searching, ms. */
const TYPING_MS = 200
const MOST_SHOWN = 7

/** Chooses one group by a part of its name or its id, out of the index. */
export function GroupPicker(props: {
  value: PickedGroup | null
  error: string | null
  onChange: (group: PickedGroup | null) => void
}) {
  const { value, onChange } = props
  const t = useTranslations('invites')
  if (value) {
    return (
      <div className="grid gap-1.5">
        <p className="text-sm font-strong">{t('group')}</p>
        <div className="flex min-h-10 items-center gap-2.5 rounded border border-line px-2.5 py-1.5">
          <Avatar name={value.name} shape="square" size="sm" />
          <span className="min-w-0 flex-1">
            <b className="block truncate font-strong" dir="auto">
              {value.name}
            </b>
            <code className="block truncate text-xs text-ink-3">{value.id}</code>
          </span>
          <Button variant="ghost" onClick={() => onChange(null)}>
            {t('another_group')}
          </Button>
        </div>
        {props.error && (
          <p role="alert" className="text-sm text-danger">
            {props.error}
          </p>
        )}
      </div>
    )
  }
  return (
    <GroupSearch
      label={t('group')}
      error={props.error}
      onPick={({ groupId, name }) => onChange({ id: groupId, name })}
    />
  )
}

/** Finds groups by a part of their names or by an id; those that are no more cannot be chosen. */
export function GroupSearch(props: {
  label: string
  error: string | null
  /** It begins anew once one was chosen. */
  clears?: boolean
  onPick: (group: GroupItem) => void
}) {
  const { label, error, clears = false } = props
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const list = useId()
  const [text, setText] = useState('')
  const q = useLate(text.trim())
  const query = useQuery(
    trpc.groups.list.queryOptions(
      { q, limit: MOST_SHOWN },
      { enabled: q !== '', placeholderData: keepPreviousData },
    ),
  )
  const found = q === '' ? [] : (query.data?.items ?? [])
  const told = whatIsTold(q, found.length, query)
  const onPick = (group: GroupItem) => {
    if (clears) setText('')
    props.onPick(group)
  }
  return (
    <div className="grid gap-1.5">
      <Field label={label} error={error}>
        {(control) => (
          <Input
            {...control}
            type="search"
            data-first=""
            autoComplete="off"
            aria-controls={list}
            maxLength={100}
            placeholder={t('group_search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              // It chooses, and sends nothing off.
              event.preventDefault()
              const [only] = found.filter(isOpen)
              if (only && !query.isPlaceholderData) onPick(only)
            }}
          />
        )}
      </Field>
      <ul id={list} className="max-h-60 overflow-y-auto rounded border border-line empty:hidden">
        {found.map((group) => (
          <li key={group.groupId} className="border-b border-line last:border-0">
            <button
              type="button"
              disabled={!isOpen(group)}
              onClick={() => onPick(group)}
              className="flex min-h-10 w-full min-w-0 items-center gap-2.5 px-2.5 py-1 text-left -outline-offset-2 hover:bg-hover disabled:cursor-not-allowed disabled:opacity-60 disabled:hover:bg-transparent"
            >
              <Avatar name={group.name} shape="square" size="sm" />
              <span className="min-w-0 flex-1">
                <b className="block truncate font-strong" dir="auto">
                  {group.name}
                </b>
                <code className="block truncate text-xs text-ink-3">{group.groupId}</code>
              </span>
              <StatusTag status={group.status} />
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="text-sm text-ink-3 empty:hidden">
        {query.isError ? refusalText(query.error) : told && t(told)}
      </p>
    </div>
  )
}

/** Nobody gets into a group that is no more. */
const isOpen = ({ status }: GroupItem) => status !== 'dismissed' && status !== 'gone'

function whatIsTold(
  q: string,
  found: number,
  query: { isPending: boolean; data: { nextCursor: string | null } | undefined },
) {
  if (q === '') return null
  if (query.isPending) return 'searching' as const
  if (found === 0) return 'no_group' as const
  return query.data?.nextCursor ? ('more_groups' as const) : null
}

/** What was typed, once nothing more is typed. */
function useLate(text: string): string {
  const [late, setLate] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setLate(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return late
}
