import type { ReactNode } from 'react'
import { Brand } from './brand'

/**
 * The frame of every signed-in page: navigation at the left, on a phone a bar above and tabs below. The content
 * scrolls by itself, so that panes beside each other can.
 */
export function Shell(props: {
  skipLabel: string
  navLabel: string
  find: ReactNode
  nav: ReactNode
  status: ReactNode
  account: ReactNode
  banners: ReactNode
  children: ReactNode
}) {
  return (
    <div className="flex h-dvh flex-col md:grid md:grid-cols-[56px_minmax(0,1fr)] xl:grid-cols-[204px_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {props.skipLabel}
      </a>
      <header className="flex shrink-0 items-center gap-3 border-b border-line bg-sunken px-4 max-md:h-12 md:flex-col md:items-stretch md:gap-px md:border-r md:border-b-0 md:px-2 md:py-3">
        <div className="md:max-xl:self-center md:pt-1 md:pb-4 xl:px-2.5">
          <Brand />
        </div>
        {props.find}
        <nav
          aria-label={props.navLabel}
          className="flex max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:h-14 max-md:border-t max-md:border-line max-md:bg-sunken max-md:pb-[env(safe-area-inset-bottom)] md:flex-col md:gap-px"
        >
          {props.nav}
        </nav>
        <div className="ml-auto flex items-center gap-2 md:mt-auto md:ml-0 md:flex-col md:items-stretch md:gap-1 md:border-t md:border-line md:pt-2">
          {props.status}
          {props.account}
        </div>
      </header>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col max-md:pb-14">
        {props.banners}
        <main id="content" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
          {props.children}
        </main>
      </div>
    </div>
  )
}
