import type { Metadata } from 'next'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages, getTranslator } from '@/app/_i18n/server'
import { getMe } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../../../_components/no-permission'
import { ImportScreen } from '../_components/import-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('import_people.title') }
}

/** Registers people out of a file: what it would do, before anything is done. */
export default async function ImportPage() {
  const me = await getMe()
  if (!may(me.role, 'user.register')) return <NoPermission role={me.role} />
  const { people, import_people } = await getMessages()
  return (
    <PageMessages messages={{ people, import_people }}>
      <ImportScreen />
    </PageMessages>
  )
}
