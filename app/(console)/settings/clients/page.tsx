import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getQueryClient, trpc } from '@/app/_trpc/server'
import { IntakePage } from '../_components/intake-page'
import { Clients } from './_components/clients'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('intake.clients_title') }
}

/** Backends that call the client API. */
export default function ClientsPage() {
  return (
    <IntakePage read={[() => getQueryClient().fetchQuery(trpc.apiClients.list.queryOptions())]}>
      <Clients />
    </IntakePage>
  )
}
