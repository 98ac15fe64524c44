import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getQueryClient, trpc } from '@/app/_trpc/server'
import { DeskPage } from '../_components/desk-page'
import { Reasons } from './_components/reasons'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('desk_settings.reasons_title') }
}

/** Why people report, and how pressing each reason is. */
export default function ReasonsPage() {
  return (
    <DeskPage read={[() => getQueryClient().fetchQuery(trpc.desk.reasons.queryOptions())]}>
      <Reasons />
    </DeskPage>
  )
}
