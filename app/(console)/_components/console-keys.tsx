'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useKeys } from '@/components/shell/keys'
import { may, type Role } from '@/server/auth/permissions'
import { onKeyMapWanted } from './key-map-store'

const KeyMapDialog = dynamic(() => import('./key-map-dialog'), { ssr: false })

/** The keys that work everywhere, and the map of all of them. */
export function ConsoleKeys({ role }: { role: Role }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  useEffect(() => onKeyMapWanted(() => setOpen(true)), [])
  useKeys({
    'g r': may(role, 'case.read') ? () => router.push('/review') : undefined,
    'g g': () => router.push('/groups'),
    'g p': () => router.push('/people'),
    'g v': () => router.push('/invites'),
    'g l': may(role, 'ledger.read') ? () => router.push('/ledger') : undefined,
    'g i': may(role, 'insight.read') ? () => router.push('/insights') : undefined,
    'g a': may(role, 'audit.read') ? () => router.push('/audit') : undefined,
    'g s': may(role, 'health.read') ? () => router.push('/settings') : undefined,
    '?': () => setOpen(true),
  })
  return open ? <KeyMapDialog onClose={() => setOpen(false)} /> : null
}
