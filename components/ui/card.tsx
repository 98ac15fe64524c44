import type { ReactNode } from 'react'
import { classes } from './classes'

/** A bordered surface with an optional heading and something at the heading's right. */
export function Card(props: {
  title?: ReactNode
  aside?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <section className={classes('rounded-lg border border-line bg-surface px-4 py-3.5', props.className)}>
      {props.title && (
        <header className="mb-2.5 flex items-baseline gap-2">
          <h2 className="font-semibold">{props.title}</h2>
          {/* A button without a border ends where the text below it ends, and makes the heading no higher. */}
          {props.aside && (
            <div className="ml-auto text-sm text-ink-3 has-[button]:-my-1.5 has-[button]:-mr-2.5">
              {props.aside}
            </div>
          )}
        </header>
      )}
      {props.children}
    </section>
  )
}
