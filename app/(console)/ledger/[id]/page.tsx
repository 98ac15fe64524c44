import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getMe, getQueryClient, Hydrate, needed, trpc } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../../_components/no-permission'
import { ActionScreen } from './_components/action-screen'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('ledger_page.title') }
}

/** One action with all that happened to it. */
export default async function ActionPage({ params }: Props) {
  const me = await getMe()
  if (!may(me.role, 'ledger.read')) return <NoPermission role={me.role} />
  const { id } = await params
  await needed(getQueryClient().fetchQuery(trpc.ledger.get.queryOptions({ id })))
  return (
    <Hydrate>
      <ActionScreen id={id} />
    </Hydrate>
  )
}
