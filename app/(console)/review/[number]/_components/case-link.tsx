'use client'

import type { Route } from 'next'
import Link from 'next/link'

/** A case by its number. */
export function CaseLink({ number }: { number: number }) {
  return (
    <Link href={`/review/${number}` as Route} prefetch={false} className="underline">
      #{number}
    </Link>
  )
}
