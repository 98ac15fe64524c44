import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'

/** The outline of a card about links while it, or what it says, is read. */
export function CardOutline() {
  return (
    <Card>
      <div aria-busy="true" className="grid gap-3.5 py-1">
        <Skeleton className="h-3.5 w-24" />
        <Skeleton className="h-3 w-full" />
        <Skeleton className="h-3 w-2/3" />
      </div>
    </Card>
  )
}
