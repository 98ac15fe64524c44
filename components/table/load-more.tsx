import { Button } from '@/components/ui/button'
import { WhenSeen } from '@/components/ui/when-seen'

type Paged = {
  hasNextPage: boolean
  isFetching: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => Promise<unknown>
}

/** Reads on when the end of a list comes near, and offers a button to those who do not scroll. */
export function LoadMore({ query, label, busyLabel }: { query: Paged; label: string; busyLabel: string }) {
  if (!query.hasNextPage) return null
  return (
    <>
      <WhenSeen onSeen={() => !query.isFetching && void query.fetchNextPage()} />
      <div className="p-3">
        <Button
          wide
          variant="ghost"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? busyLabel : label}
        </Button>
      </div>
    </>
  )
}
