'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import dynamic from 'next/dynamic'
import { useSelectedLayoutSegment } from 'next/navigation'
import type { ReactNode } from 'react'
import { useMe } from '@/app/(console)/_components/me'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { NextCaseProvider } from './next-case'
import { UndoKey } from './undo-key'

const NobodyOnCall = dynamic(() => import('./nobody-on-call'), { ssr: false })

/** Queue and case beside each other on a wide page; on a smaller one, the one that is open. */
export function ReviewFrame({ queue, children }: { queue: ReactNode; children: ReactNode }) {
  const open = useSelectedLayoutSegment() !== null
  const { role } = useMe()
  const { nobodyOnCall } = useDesk()
  return (
    <NextCaseProvider>
      <UndoKey />
      <div className="flex h-full min-h-0 flex-col">
        {nobodyOnCall && role === 'owner' && <NobodyOnCall />}
        <div className="min-h-0 flex-1 xl:grid xl:grid-cols-[332px_minmax(0,1fr)]">
          <div className={`h-full min-h-0 ${open ? 'max-xl:hidden' : ''}`}>{queue}</div>
          <div className={`h-full min-h-0 min-w-0 ${open ? '' : 'max-xl:hidden'}`}>{children}</div>
        </div>
      </div>
    </NextCaseProvider>
  )
}
