import { Skeleton } from '@/components/ui/skeleton'

const CARDS = ['h-[356px]', 'h-[150px]', 'h-[98px]', 'h-[98px]']

/** The outline of the health page while it is read: everything stands where it will be. */
export function HealthOutline() {
  return (
    <div aria-busy="true" className="px-7 py-5 max-md:px-4">
      <div className="max-w-[1120px]">
        <Skeleton className="h-6 w-56" />
        <Skeleton className="mt-5 h-[38px] w-full" />
        <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
          {CARDS.slice(0, 1).map((height) => (
            <Skeleton key={height} className={height} />
          ))}
          <div className="grid gap-4">
            {CARDS.slice(1).map((height, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
              <Skeleton key={place} className={height} />
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}
