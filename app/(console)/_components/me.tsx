'use client'

import { createContext, type ReactNode, use } from 'react'
import { may, type Permission } from '@/server/auth/permissions'
import type { Me } from '@/server/features/session/schema'

const MeContext = createContext<Me | null>(null)

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>
}

/** Who is signed in, and whether they may do something. The server checks again. */
export function useMe(): Me & { may: (permission: Permission) => boolean } {
  const me = use(MeContext)
  if (!me) throw new Error('useMe is used outside of the console layout')
  return { ...me, may: (permission) => may(me.role, permission) }
}
