import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** The link of a table row: its text is the first cell's, its area the whole row. */
export function RowLink(props: { href: Route; children: ReactNode; scroll?: boolean }) {
  return (
    <Link
      href={props.href}
      prefetch={false}
      scroll={props.scroll ?? true}
      className="min-w-0 truncate outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      {props.children}
    </Link>
  )
}
