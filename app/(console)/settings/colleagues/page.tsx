import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getQueryClient, trpc } from '@/app/_trpc/server'
import { DeskPage } from '../_components/desk-page'
import { Colleagues } from './_components/colleagues'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('desk_settings.colleagues_title') }
}

/** Who takes which cases, and who they are in the chat. */
export default function ColleaguesPage() {
  return (
    <DeskPage
      read={[
        () => getQueryClient().fetchQuery(trpc.desk.staff.queryOptions()),
        () => getQueryClient().fetchQuery(trpc.desk.teams.queryOptions()),
      ]}
    >
      <Colleagues />
    </DeskPage>
  )
}
