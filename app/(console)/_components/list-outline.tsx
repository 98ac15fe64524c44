import { Skeleton } from '@/components/ui/skeleton'

/** The outline of a page with one list while it is read. */
export function ListOutline() {
  return (
    <div aria-busy="true" className="px-7 py-5 max-md:px-4">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="mt-5 h-7 w-80" />
      <div className="mt-5 grid gap-6">
        {Array.from({ length: 10 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
          <Skeleton key={row} className="h-3.5 w-full" />
        ))}
      </div>
    </div>
  )
}
