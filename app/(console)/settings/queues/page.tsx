import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getQueryClient, trpc } from '@/app/_trpc/server'
import { DeskPage } from '../_components/desk-page'
import { Queues } from './_components/queues'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('desk_settings.queues_title') }
}

/** Where cases wait, which come where, and who works there. */
export default function QueuesPage() {
  return (
    <DeskPage read={[() => getQueryClient().fetchQuery(trpc.desk.queues.queryOptions())]}>
      <Queues />
    </DeskPage>
  )
}
