import type { ReactNode } from 'react'

/** The frame of a settings page: what it is about, who may change it, and what makes something new. */
export function SettingsFrame(props: {
  title: string
  lead: string
  /** Said to whoever only reads. */
  note?: ReactNode
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="h-full overflow-y-auto px-7 py-5 max-md:px-4">
      <header className="flex max-w-[1080px] flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="text-xl font-semibold tracking-tight">{props.title}</h1>
          <p className="max-w-[68ch] text-ink-3">{props.lead}</p>
          {props.note && <p className="mt-1 text-ink-3">{props.note}</p>}
        </div>
        {props.action}
      </header>
      <div className="mt-4 max-w-[1080px] pb-8">{props.children}</div>
    </div>
  )
}
