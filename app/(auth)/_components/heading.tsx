import type { ReactNode } from 'react'

/** What the page is for, in a line and a sentence. */
export function Heading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <header className="grid gap-1">
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="text-ink-2">{children}</p>
    </header>
  )
}
