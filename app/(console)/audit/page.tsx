import type { Metadata } from 'next'
import { z } from 'zod'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages, getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { auditFilter } from '@/server/features/audit/schema'
import { NoPermission } from '../_components/no-permission'
import { AuditScreen } from './_components/audit-screen'

const openedRow = z.object({ row: z.uuid().optional() })

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('audit.title') }
}

/** The audit: its rows, and the opened one beside them. Filters and the opened row stand in the address. */
export default async function AuditPage(props: { searchParams: Promise<SearchParams> }) {
  const me = await getMe()
  if (!may(me.role, 'audit.read')) return <NoPermission role={me.role} />
  const params = await props.searchParams
  const filter = readFilter(auditFilter, params)
  const { row } = readFilter(openedRow, params)
  const { audit, audit_actions } = await getMessages()
  const queryClient = getQueryClient()
  const options = trpc.audit.list.infiniteQueryOptions(filter, {
    getNextPageParam: (last) => last.nextCursor,
  })
  await Promise.all([
    wished(queryClient.fetchInfiniteQuery(options)),
    row && wished(queryClient.fetchQuery(trpc.audit.get.queryOptions({ id: row }))),
  ])
  return (
    <Hydrate>
      <PageMessages messages={{ audit, audit_actions }}>
        <AuditScreen filter={filter} opened={row ?? null} />
      </PageMessages>
    </Hydrate>
  )
}
