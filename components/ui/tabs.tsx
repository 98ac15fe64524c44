import type { MouseEvent, ReactNode } from 'react'

/**
 * Parts of a page, one of which is shown. Plain links, so that each has an address and opens in a new window; a simple
 * press is told instead.
 */
export function Tabs<Id extends string>(props: {
  label: string
  tabs: readonly { id: Id; label: ReactNode; href: string }[]
  current: Id
  onSelect: (id: Id) => void
}) {
  return (
    <nav aria-label={props.label} className="flex flex-wrap gap-x-5 border-b border-line">
      {props.tabs.map((tab) => (
        <a
          key={tab.id}
          href={tab.href}
          aria-current={tab.id === props.current ? 'page' : undefined}
          onClick={(event) => {
            if (!isPlain(event)) return
            event.preventDefault()
            props.onSelect(tab.id)
          }}
          className="-mb-px border-b-2 border-transparent py-2 whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink aria-[current]:border-ink aria-[current]:font-strong aria-[current]:text-ink"
        >
          {tab.label}
        </a>
      ))}
    </nav>
  )
}

const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
