import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getMe, getQueryClient, Hydrate, needed, trpc } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../../../_components/no-permission'
import { ApprovalScreen } from './_components/approval-screen'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('approval.request') }
}

/** One request to a second person. */
export default async function ApprovalPage({ params }: Props) {
  const me = await getMe()
  if (!may(me.role, 'ledger.read')) return <NoPermission role={me.role} />
  const { id: approvalId } = await params
  await needed(getQueryClient().fetchQuery(trpc.approvals.get.queryOptions({ approvalId })))
  return (
    <Hydrate>
      <ApprovalScreen approvalId={approvalId} />
    </Hydrate>
  )
}
