import type { Metadata } from 'next'
import { getMe, getQueryClient, Hydrate, needed, trpc, unlessHidden } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { plainLine } from '@/server/plain-line'
import { HiddenWhileBlind } from '../../_components/hidden-while-blind'
import { idOfSegment } from '../../_components/id-segment'
import { NoPermission } from '../../_components/no-permission'
import { prefetchDesk } from '../../_components/prefetch-desk'
import { GroupScreen } from './_components/group-screen'

type Props = { params: Promise<{ id: string }> }

const readGroup = async ({ params }: Props) => {
  const groupId = idOfSegment((await params).id)
  return needed(unlessHidden(getQueryClient().fetchQuery(trpc.groups.get.queryOptions({ groupId }))))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { role } = await getMe()
  if (!may(role, 'group.read')) return {}
  return { title: plainLine((await readGroup(props))?.name ?? '') }
}

/**
 * One group. What Steward keeps is read here; what only OpenIM knows (live state, members) is read by the browser, so
 * that a slow OpenIM never holds up the page.
 */
export default async function GroupPage(props: Props) {
  const me = await getMe()
  if (!may(me.role, 'group.read')) return <NoPermission role={me.role} />
  const [group] = await Promise.all([readGroup(props), prefetchDesk()])
  if (!group) return <HiddenWhileBlind />
  return (
    <Hydrate>
      <GroupScreen groupId={group.groupId} />
    </Hydrate>
  )
}
