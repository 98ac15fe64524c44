'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useSelectedLayoutSegment } from 'next/navigation'
import type { ReactNode } from 'react'
import { NextCaseProvider } from './next-case'
import { UndoKey } from './undo-key'

/** Queue and case beside each other on a wide page; on a smaller one, the one that is open. */
export function ReviewFrame({ queue, children }: { queue: ReactNode; children: ReactNode }) {
  const open = useSelectedLayoutSegment() !== null
  return (
    <NextCaseProvider>
      <UndoKey />
      <div className="h-full min-h-0 xl:grid xl:grid-cols-[332px_minmax(0,1fr)]">
        <div className={`h-full min-h-0 ${open ? 'max-xl:hidden' : ''}`}>{queue}</div>
        <div className={`h-full min-h-0 min-w-0 ${open ? '' : 'max-xl:hidden'}`}>{children}</div>
      </div>
    </NextCaseProvider>
  )
}
