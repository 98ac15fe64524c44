import { Skeleton } from '@/components/ui/skeleton'

/** The outline of a page about one thing while it is read: its name, what is told of it, and its facts beside that. */
export function DetailOutline() {
  return (
    <div aria-busy="true" className="px-7 py-4 max-md:px-4">
      <Skeleton className="h-3 w-40" />
      <Skeleton className="mt-4 h-5 w-72" />
      <div className="mt-6 grid gap-6 lg:grid-cols-[minmax(0,1fr)_340px]">
        <Skeleton className="h-64 w-full" />
        <Skeleton className="h-48 w-full" />
      </div>
    </div>
  )
}
