import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, needed, trpc } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { prefetchQueue } from '../_components/prefetch-queue'
import { CaseScreen } from './_components/case-screen'

type Props = { params: Promise<{ number: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `#${(await params).number}` }
}

/** One case: evidence and decision. */
export default async function CasePage({ params, searchParams }: Props) {
  const number = Number((await params).number)
  if (!Number.isSafeInteger(number) || number < 1 || number > 2_147_483_647) notFound()
  const { role } = await getMe()
  if (!may(role, 'case.read')) return null
  await Promise.all([
    needed(getQueryClient().fetchQuery(trpc.cases.get.queryOptions({ number }))),
    prefetchQueue(await searchParams),
  ])
  return (
    <Hydrate>
      <CaseScreen number={number} />
    </Hydrate>
  )
}
