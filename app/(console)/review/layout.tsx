import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages, getTranslator } from '@/app/_i18n/server'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../_components/no-permission'
import { prefetchDesk } from '../_components/prefetch-desk'
import { Queue } from './_components/queue'
import { readQueueFilter } from './_components/queue-filter'
import { ReviewFrame } from './_components/review-frame'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('review.title') }
}

/** Review: the queue stays while cases open beside it. A layout does not see the filters of the address: prefetch-queue.ts. */
export default async function ReviewLayout({ children }: { children: ReactNode }) {
  const me = await getMe()
  if (!may(me.role, 'case.read')) return <NoPermission role={me.role} />
  const { evidence, text_diff, reporter } = await getMessages()
  const plain = readQueueFilter(() => null)
  const options = trpc.cases.list.infiniteQueryOptions(plain, { getNextPageParam: (last) => last.nextCursor })
  await Promise.all([wished(getQueryClient().fetchInfiniteQuery(options)), prefetchDesk()])
  return (
    <Hydrate>
      <PageMessages messages={{ evidence, text_diff, reporter }}>
        <ReviewFrame queue={<Queue />}>{children}</ReviewFrame>
      </PageMessages>
    </Hydrate>
  )
}
