import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getQueryClient, trpc } from '@/app/_trpc/server'
import { DeskPage } from '../_components/desk-page'
import { Texts } from './_components/texts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('desk_settings.texts_title') }
}

/** What people are told, and what is offered to whoever decides. */
export default function TextsPage() {
  return (
    <DeskPage read={[() => getQueryClient().fetchQuery(trpc.desk.templates.queryOptions())]}>
      <Texts />
    </DeskPage>
  )
}
