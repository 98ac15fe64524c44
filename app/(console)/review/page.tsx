import { getTranslator } from '@/app/_i18n/server'
import type { SearchParams } from '@/app/_search/read-filter'
import { getMe, Hydrate } from '@/app/_trpc/server'
import { Empty } from '@/components/ui/empty'
import { may } from '@/server/auth/permissions'
import { prefetchQueue } from './_components/prefetch-queue'

/** Review with no case open. */
export default async function ReviewPage(props: { searchParams: Promise<SearchParams> }) {
  const { role } = await getMe()
  if (!may(role, 'case.read')) return null
  const t = await getTranslator()
  await prefetchQueue(await props.searchParams)
  return (
    <Hydrate>
      <div className="grid h-full place-items-center">
        <Empty title={t('review.pick_title')}>{t('review.pick_text')}</Empty>
      </div>
    </Hydrate>
  )
}
