'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { BellIcon } from '@/components/shell/icons'
import { useKeys } from '@/components/shell/keys'

const InboxPanel = dynamic(() => import('./inbox-panel'), { ssr: false })

/** How much of what concerns this person is unread; opens the list of it. */
export function Inbox() {
  const t = useTranslations('nav')
  const trpc = useTRPC()
  const unread = useQuery(trpc.cases.counts.queryOptions()).data?.unread ?? 0
  const [open, setOpen] = useState(false)
  useKeys({ 'g m': () => setOpen(true) })
  return (
    <>
      <button
        type="button"
        aria-label={t('inbox_unread', { n: unread })}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={`${t('inbox')} (g m)`}
        onClick={() => setOpen(true)}
        className="relative flex h-8 items-center gap-2 rounded px-2.5 text-ink-2 hover:bg-hover [&_svg]:size-4 max-md:px-1.5 md:max-xl:justify-center md:max-xl:px-0"
      >
        <BellIcon />
        <span className="font-medium max-xl:hidden">{t('inbox')}</span>
        {unread > 0 && (
          <span className="ml-auto rounded-full bg-accent px-1.5 text-xs font-medium text-accent-ink max-xl:absolute max-xl:-top-0.5 max-xl:left-1/2">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </button>
      {open && <InboxPanel onClose={() => setOpen(false)} />}
    </>
  )
}
