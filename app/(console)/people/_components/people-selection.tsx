'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { useMe } from '@/app/(console)/_components/me'
import { SelectionBar } from '@/components/table/selection-bar'
import type { Selection } from '@/components/table/use-selection'
import { Button } from '@/components/ui/button'
import type { ActionName } from '@/server/actions/schema'
import type { PersonFilter } from '@/server/features/people/schema'

/** What can be done to many people at once and needs no more than a reason. */
const BULK = ['user.logout'] as const satisfies readonly ActionName[]

/** How many people are ticked, and the actions on them: each leads to its plan, where it is run. */
export default function PeopleSelection(props: {
  filter: PersonFilter
  selection: Selection
  /** Nothing more matches than what is loaded. */
  allLoaded: boolean
}) {
  const { filter, selection } = props
  const t = useTranslations('people')
  const named = useNamed()
  const { may } = useMe()
  const trpc = useTRPC()
  const router = useRouter()
  const refusalText = useRefusalText()
  const { data: matching } = useQuery(trpc.people.count.queryOptions(filter))
  const prepare = useMutation(
    trpc.people.prepareBatch.mutationOptions({
      onSuccess: ({ number }) => router.push(batchHref(number)),
    }),
  )
  const start = (action: ActionName) =>
    prepare.mutate(
      selection.all ? { action, filter, input: {} } : { action, ids: [...selection.ids], input: {} },
    )
  const all = matching && t(matching.more ? 'count_more' : 'count', { n: matching.count })
  const offersAll = !selection.all && selection.loaded === 'all' && !props.allLoaded && all
  return (
    <SelectionBar
      label={t('selection')}
      text={selection.all ? (all ?? t('all_matching')) : t('count', { n: selection.ids.size })}
      more={offersAll ? { label: t('take_all', { people: all }), onTake: selection.takeAll } : undefined}
      clearLabel={t('clear')}
      onClear={selection.clear}
    >
      {prepare.isError && (
        <p role="alert" className="text-sm text-danger">
          {refusalText(prepare.error)}
        </p>
      )}
      {BULK.filter((action) => may(action)).map((action) => (
        <Button key={action} busy={prepare.isPending || prepare.isSuccess} onClick={() => start(action)}>
          {named('actions', `${action}.label`)}…
        </Button>
      ))}
    </SelectionBar>
  )
}
