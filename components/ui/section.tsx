import type { ReactNode } from 'react'

/** A part of a page with its heading, something beside the heading and something at the far end. */
export function Section(props: {
  id?: string
  title: ReactNode
  beside?: ReactNode
  end?: ReactNode
  children: ReactNode
}) {
  return (
    <section id={props.id} className="mt-6 scroll-mt-20">
      <div className="mb-2 flex min-h-5 flex-wrap items-center gap-2">
        <h2 className="font-semibold">{props.title}</h2>
        {props.beside}
        {props.end && <div className="ml-auto text-sm text-ink-3">{props.end}</div>}
      </div>
      {props.children}
    </section>
  )
}
