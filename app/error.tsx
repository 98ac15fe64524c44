'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import type { ComponentProps } from 'react'
import { PageFailed } from '@/app/_parts/page-failed'

/** Also where the console's own frame failed. */
export default function AppError(props: ComponentProps<typeof PageFailed>) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <PageFailed {...props} />
    </main>
  )
}
