'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { createContext, type ReactNode, use, useState } from 'react'
import { useKeys } from '@/components/shell/keys'

const RevealContext = createContext<{ revealed: boolean; toggle: () => void } | null>(null)

/** Whether the pictures of this case are shown. They are hidden whenever a case is opened; the key r turns them. */
export function RevealProvider({ children }: { children: ReactNode }) {
  const [revealed, setRevealed] = useState(false)
  const toggle = () => setRevealed(!revealed)
  useKeys({ r: toggle })
  return <RevealContext value={{ revealed, toggle }}>{children}</RevealContext>
}

export function useReveal(): { revealed: boolean; toggle: () => void } {
  return use(RevealContext) ?? { revealed: false, toggle: () => undefined }
}
