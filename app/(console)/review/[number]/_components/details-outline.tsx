import { Skeleton } from '@/components/ui/skeleton'

/** Stands where policy, reason and notices are about to be. */
export function DetailsOutline() {
  return (
    <div className="grid gap-3">
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  )
}
