import type { ReactNode } from 'react'

/** A place with nothing in it: why, and what to do next. */
export function Empty(props: { title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid place-content-center justify-items-center gap-1 px-6 py-16 text-center">
      <p className="font-semibold">{props.title}</p>
      {props.children && <p className="max-w-80 text-ink-3">{props.children}</p>}
      {props.action && <div className="mt-3">{props.action}</div>}
    </div>
  )
}
