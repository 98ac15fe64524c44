import { Skeleton } from '@/components/ui/skeleton'

/** The outline of the health page while it is read: everything stands where it will be. */
export function HealthOutline() {
  return (
    <div aria-busy="true" className="px-7 py-5 max-md:px-4">
      <div className="max-w-[1120px]">
        <Skeleton className="h-7 w-72 max-md:h-[46px]" />
        <Skeleton className="mt-5 h-[38px]" />
        <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
          <Skeleton className="h-[434px] max-md:h-[502px]" />
          <div className="grid gap-4">
            <Skeleton className="h-[134px] max-md:h-[152px]" />
            <Skeleton className="h-[106px]" />
            <Skeleton className="h-[133px]" />
            <Skeleton className="h-[158px]" />
          </div>
        </div>
      </div>
    </div>
  )
}
