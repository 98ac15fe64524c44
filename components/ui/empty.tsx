'use no memo' // On every page, in several scripts: what the compiler would add to it weighs more than it saves.

import type { ReactNode } from 'react'

/** A place with nothing in it: why, and what to do next. */
export function Empty(props: {
  title: ReactNode
  /** The title is the page's own heading. */
  wholePage?: boolean
  children?: ReactNode
  action?: ReactNode
}) {
  const Title = props.wholePage ? 'h1' : 'p'
  return (
    <div className="grid place-content-center justify-items-center gap-1 px-6 py-16 text-center">
      <Title className="font-semibold">{props.title}</Title>
      {props.children && <p className="max-w-80 text-ink-3">{props.children}</p>}
      {props.action && <div className="mt-3">{props.action}</div>}
    </div>
  )
}
