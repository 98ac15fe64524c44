'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { ReturningPerson } from '@/server/actions/group/schema'

/** Who comes back: everybody but those `without`, and, `alsoTold`, those too whom OpenIM's webhook alone names. */
type Choice = { without: readonly string[]; alsoTold: boolean }

/** Everybody whom a restore can bring back; who is unticked stays out. */
export function ReturningPeople(props: {
  groupId: string
  choice: Choice
  onChange: (choice: Choice) => void
}) {
  const { groupId, choice } = props
  const { without, alsoTold } = choice
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
  const people = query.data?.pages.flatMap((page) => page.items) ?? []
  const toggle = (userId: string) =>
    props.onChange({
      alsoTold,
      without: without.includes(userId) ? without.filter((id) => id !== userId) : [...without, userId],
    })
  const toggleTold = () => {
    const told = new Set(people.flatMap((person) => (person.toldOnly ? person.userId : [])))
    props.onChange({ alsoTold: !alsoTold, without: without.filter((id) => !told.has(id)) })
  }
  const listed = list.people + (alsoTold ? list.toldBesides : 0)
  const sanctioned = list.sanctioned + (alsoTold ? list.toldSanctioned : 0)
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 flex w-full justify-between text-sm text-ink-3">
        {t('people_back')}{' '}
        <span className="font-mono text-xs">
          {t('people_back_count', {
            back: listed - sanctioned - without.length,
            people: listed,
          })}
        </span>
      </legend>
      {list.source === 'webhook' && <p className="mb-1.5 text-sm text-warn">{t('people_source_webhook')}</p>}
      <ul className="max-h-52 overflow-y-auto rounded border border-line">
        {people.map((person) => (
          <Returning
            key={person.userId}
            person={person}
            ticked={!without.includes(person.userId) && (alsoTold || !person.toldOnly)}
            locked={person.toldOnly && !alsoTold}
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
      {list.toldBesides > 0 && (
        <label className="mt-1.5 flex cursor-pointer items-start gap-2 text-sm">
          <input type="checkbox" className="mt-0.5 accent-accent" checked={alsoTold} onChange={toggleTold} />
          {t('people_also_told', { people: list.toldBesides })}
        </label>
      )}
      {sanctioned > 0 && (
        <p className="mt-1.5 text-sm text-ink-3">{t('people_sanctioned_hint', { people: sanctioned })}</p>
      )}
    </fieldset>
  )
}

function Returning(props: {
  person: ReturningPerson
  ticked: boolean
  locked: boolean
  onToggle: () => void
}) {
  const t = useTranslations()
  const { userId, name, role, gone, sanctioned, toldOnly } = props.person
  const out = gone ? t('group_forms.people_gone') : sanctioned && t('group_forms.people_sanctioned')
  const unknown = t(toldOnly ? 'group_forms.people_told_only' : 'group_forms.people_role_unknown')
  return (
    <li className="border-b border-line last:border-0">
      <label className="flex min-h-9 min-w-0 cursor-pointer items-center gap-2 px-2.5 py-1 hover:bg-hover has-disabled:cursor-default">
        <input
          type="checkbox"
          className="accent-accent"
          aria-label={t('group_forms.comes_back', { name: name || userId })}
          checked={props.ticked && !out}
          disabled={out !== false || props.locked}
          onChange={props.onToggle}
        />
        <b className="truncate font-strong" dir="auto">
          {name || userId}
        </b>
        <code className="truncate text-xs text-ink-3">{userId}</code>
        <span className="ml-auto shrink-0 text-sm text-ink-2">
          {out || (role === null ? unknown : role !== 'member' && t(`member_roles.${role}`))}
        </span>
      </label>
    </li>
  )
}
