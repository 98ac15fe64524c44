import type { Metadata } from 'next'
import { z } from 'zod'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, needed, trpc, unlessHidden } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { plainLine } from '@/server/plain-line'
import { HiddenWhileBlind } from '../../_components/hidden-while-blind'
import { idOfSegment } from '../../_components/id-segment'
import { NoPermission } from '../../_components/no-permission'
import { prefetchDesk } from '../../_components/prefetch-desk'
import { PersonScreen } from './_components/person-screen'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

const groupsPage = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) })

const readPerson = async ({ params }: Pick<Props, 'params'>) => {
  const userId = idOfSegment((await params).id)
  return needed(unlessHidden(getQueryClient().fetchQuery(trpc.people.get.queryOptions({ userId }))))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { role } = await getMe()
  if (!may(role, 'person.read')) return {}
  const person = await readPerson(props)
  return { title: plainLine(person?.nickname || person?.userId || '') }
}

/** One person: as OpenIM has them, what was reported and done, and what can be done. */
export default async function PersonPage(props: Props) {
  const me = await getMe()
  if (!may(me.role, 'person.read')) return <NoPermission role={me.role} />
  const [found] = await Promise.all([readPerson(props), prefetchDesk()])
  if (!found) return <HiddenWhileBlind />
  const { userId } = found
  const { page } = readFilter(groupsPage, await props.searchParams)
  const { people, person, forms, notes } = await getMessages()
  return (
    <Hydrate>
      <PageMessages messages={{ people, person, forms, notes }}>
        <PersonScreen userId={userId} page={page} />
      </PageMessages>
    </Hydrate>
  )
}
