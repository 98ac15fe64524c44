import { Skeleton } from '@/components/ui/skeleton'

/** The outline of a case while it is read. */
export default function CaseLoading() {
  return (
    <div aria-busy="true" className="grid h-full md:grid-cols-[minmax(0,1fr)_340px]">
      <div className="px-6 max-md:px-4">
        <div className="flex h-[73px] items-center gap-3">
          <Skeleton className="size-10 rounded-full" />
          <div className="grid gap-2.5">
            <Skeleton className="h-3.5 w-44" />
            <Skeleton className="h-3 w-64" />
          </div>
        </div>
        <Skeleton className="mt-4 h-[76px] w-full" />
        <Skeleton className="mt-7 h-3.5 w-36" />
        <Skeleton className="mt-3 h-72 w-full rounded-lg" />
      </div>
      <div className="hidden border-l border-line bg-surface px-4 md:block">
        <div className="flex h-[52px] items-center">
          <Skeleton className="h-3.5 w-20" />
        </div>
        <Skeleton className="mt-4 h-9 w-full" />
        <Skeleton className="mt-2 h-9 w-full" />
        <Skeleton className="mt-2 h-9 w-full" />
      </div>
    </div>
  )
}
