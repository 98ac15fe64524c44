import { Button } from '@/components/ui/button'
import { WhenSeen } from '@/components/ui/when-seen'

export type Paged = {
  hasNextPage: boolean
  isFetching: boolean
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  fetchNextPage: () => Promise<unknown>
}

/** Reads on when the end of a list comes near, and offers a button to those who do not scroll. */
export function LoadMore({ query, label, busyLabel }: { query: Paged; label: string; busyLabel: string }) {
  if (!query.hasNextPage) return null
  // What failed waits for a press.
  const idle = !query.isFetching && !query.isFetchNextPageError
  return (
    <>
      {/* By its key it looks anew whenever a read ends: the end of the list may be in sight still. */}
      <WhenSeen key={String(idle)} onSeen={() => idle && void query.fetchNextPage()} />
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
