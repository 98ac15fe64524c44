'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { ReturningPerson } from '@/server/actions/group/schema'

/** Everybody whom a restore brings back; who is unticked stays out. */
export function ReturningPeople(props: {
  groupId: string
  without: readonly string[]
  onChange: (without: string[]) => void
}) {
  const { groupId, without } = props
  const t = useTranslations('group_forms')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const query = useInfiniteQuery(
    trpc.actions.restorePreview.infiniteQueryOptions(
      { groupId },
      { getNextPageParam: (last) => last.nextCursor },
    ),
  )
  if (query.isError) return <p className="text-sm text-danger">{refusalText(query.error)}</p>
  const list = query.data?.pages[0]
  if (list === undefined) return <Skeleton className="h-24 w-full" />
  const toggle = (userId: string) =>
    props.onChange(without.includes(userId) ? without.filter((id) => id !== userId) : [...without, userId])
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 flex w-full justify-between text-sm text-ink-3">
        {t('people_back')}{' '}
        <span className="font-mono text-xs">
          {t('people_back_count', {
            back: list.people - list.sanctioned - without.length,
            people: list.people,
          })}
        </span>
      </legend>
      <ul className="max-h-52 overflow-y-auto rounded border border-line">
        {query.data?.pages
          .flatMap((page) => page.items)
          .map((person) => (
            <Returning
              key={person.userId}
              person={person}
              ticked={!without.includes(person.userId)}
              onToggle={() => toggle(person.userId)}
            />
          ))}
        {query.hasNextPage && (
          <li className="p-1.5">
            <Button
              wide
              variant="ghost"
              busy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('people_more')}
            </Button>
          </li>
        )}
      </ul>
      {list.sanctioned > 0 && (
        <p className="mt-1.5 text-sm text-ink-3">
          {t('people_sanctioned_hint', { people: list.sanctioned })}
        </p>
      )}
    </fieldset>
  )
}

function Returning(props: { person: ReturningPerson; ticked: boolean; onToggle: () => void }) {
  const t = useTranslations()
  const { userId, name, role, gone, sanctioned } = props.person
  const out = gone ? t('group_forms.people_gone') : sanctioned && t('group_forms.people_sanctioned')
  return (
    <li className="border-b border-line last:border-0">
      <label className="flex min-h-9 min-w-0 cursor-pointer items-center gap-2 px-2.5 py-1 hover:bg-hover has-disabled:cursor-default">
        <input
          type="checkbox"
          className="accent-accent"
          aria-label={t('group_forms.comes_back', { name: name || userId })}
          checked={props.ticked && !out}
          disabled={out !== false}
          onChange={props.onToggle}
        />
        <b className="truncate font-strong" dir="auto">
          {name || userId}
        </b>
        <code className="truncate text-xs text-ink-3">{userId}</code>
        <span className="ml-auto shrink-0 text-sm text-ink-2">
          {out || (role !== 'member' && t(`member_roles.${role}`))}
        </span>
      </label>
    </li>
  )
}
