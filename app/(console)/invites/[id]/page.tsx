import type { Metadata } from 'next'
import { getPreferences } from '@/app/_i18n/server'
import { getMe, getQueryClient, Hydrate, needed, trpc } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { idOfSegment } from '../../_components/id-segment'
import { NoPermission } from '../../_components/no-permission'
import { InviteScreen } from './_components/invite-screen'

type Props = { params: Promise<{ id: string }> }

const readInvite = async ({ params }: Props) => {
  const [{ id: key }, { timeZone }] = await Promise.all([params, getPreferences()])
  const input = { key: idOfSegment(key), timeZone }
  return { input, invite: await needed(getQueryClient().fetchQuery(trpc.invites.get.queryOptions(input))) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { role } = await getMe()
  if (!may(role, 'invite.read')) return {}
  const { invite } = await readInvite(props)
  return { title: `${invite.spelled} · ${invite.group.name ?? invite.group.id}` }
}

/** One link, by its id or its code. */
export default async function InvitePage(props: Props) {
  const me = await getMe()
  if (!may(me.role, 'invite.read')) return <NoPermission role={me.role} />
  const { input } = await readInvite(props)
  return (
    <Hydrate>
      <InviteScreen input={input} />
    </Hydrate>
  )
}
