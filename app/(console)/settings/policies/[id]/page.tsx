import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getMe, getQueryClient, needed, trpc } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { DeskPage } from '../../_components/desk-page'
import { PolicyScreen } from './_components/policy-screen'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('desk_settings.policies_title') }
}

/** One policy: what it says now, and every version there was. */
export default async function PolicyPage({ params }: Props) {
  const policyId = decodeURIComponent((await params).id)
  const { role } = await getMe()
  const queryClient = getQueryClient()
  if (may(role, 'setting.read')) {
    await needed(queryClient.fetchQuery(trpc.desk.policyText.queryOptions({ policyId })))
  }
  return (
    <DeskPage read={[() => queryClient.fetchQuery(trpc.desk.policyVersions.queryOptions({ policyId }))]}>
      <PolicyScreen policyId={policyId} />
    </DeskPage>
  )
}
