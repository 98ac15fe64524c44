'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** One entry of the main navigation: a row beside wide pages, an icon beside middle ones, a tab on a phone. */
export function NavLink(props: {
  href: Route
  icon: ReactNode
  label: string
  count?: ReactNode
  keys: string
}) {
  const here = usePathname()
  const active = here === props.href || here.startsWith(`${props.href}/`)
  return (
    <Link
      href={props.href}
      aria-current={active ? 'page' : undefined}
      title={`${props.label} (${props.keys})`}
      className={`flex items-center rounded font-medium [&_svg]:size-4 [&_svg]:shrink-0 max-md:flex-1 max-md:flex-col max-md:justify-center max-md:gap-0.5 max-md:text-xs md:h-[30px] md:max-xl:justify-center md:gap-2.5 md:px-2.5 md:max-xl:px-0 ${
        active
          ? 'text-ink md:bg-surface md:shadow-[inset_0_0_0_1px_var(--line)]'
          : 'text-ink-2 [&_svg]:text-ink-3 hover:text-ink md:hover:bg-hover'
      }`}
    >
      {props.icon}
      <span className="md:max-xl:sr-only">{props.label}</span>
      {props.count && (
        <span className="ml-auto font-mono text-xs font-medium text-ink-3 max-xl:hidden">{props.count}</span>
      )}
    </Link>
  )
}
