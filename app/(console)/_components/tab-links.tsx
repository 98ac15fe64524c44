'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

export type TabLink = { href: Route; label: string; count?: ReactNode; isHere: (path: string) => boolean }

/** The parts of an area as a row of links, each a page of its own. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const path = usePathname()
  return (
    <nav
      aria-label={label}
      className="flex shrink-0 flex-wrap gap-x-5 border-b border-line px-7 max-md:gap-x-3.5 max-md:px-4"
    >
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.isHere(path) ? 'page' : undefined}
          className="flex h-10 items-center gap-1.5 max-md:h-9 border-b-2 border-transparent font-medium whitespace-nowrap text-ink-2 hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
        >
          {tab.label}
          {tab.count}
        </Link>
      ))}
    </nav>
  )
}
