import { Skeleton } from '@/components/ui/skeleton'

/** Where a form part will stand while it is loaded. */
export function FormPartOutline() {
  return (
    <div aria-busy="true" className="grid gap-2">
      <Skeleton className="h-3 w-24" />
      <Skeleton className="h-8 w-full" />
    </div>
  )
}
