'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useKeys } from '@/components/shell/keys'
import { may, type Role } from '@/server/auth/permissions'
import { type ConsoleDialog, onConsoleDialogWanted } from './console-dialogs'

const KeyMapDialog = dynamic(() => import('./key-map-dialog'), { ssr: false })
const Palette = dynamic(() => import('./palette/palette'), { ssr: false })

/** The keys that work everywhere, the map of all of them, and what finds anything. */
export function ConsoleKeys({ role }: { role: Role }) {
  const router = useRouter()
  const [open, setOpen] = useState<ConsoleDialog | null>(null)
  useEffect(() => onConsoleDialogWanted(setOpen), [])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!isFindChord(event) || event.isComposing || document.querySelector('dialog[open]')) return
      event.preventDefault()
      setOpen('palette')
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  useKeys({
    'g r': may(role, 'case.read') ? () => router.push('/review') : undefined,
    'g g': () => router.push('/groups'),
    'g p': () => router.push('/people'),
    'g v': () => router.push('/invites'),
    'g l': may(role, 'ledger.read') ? () => router.push('/ledger') : undefined,
    'g i': may(role, 'insight.read') ? () => router.push('/insights') : undefined,
    'g a': may(role, 'audit.read') ? () => router.push('/audit') : undefined,
    'g s': may(role, 'health.read') ? () => router.push('/settings') : undefined,
    '?': () => setOpen('keys'),
  })
  const close = () => setOpen(null)
  if (open === 'palette') return <Palette onClose={close} />
  return open === 'keys' ? <KeyMapDialog onClose={close} /> : null
}

/** Ctrl+K or ⌘K, by where the K lies: other layouts write another letter there. No single key, so it is always on. */
const isFindChord = ({ code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  code === 'KeyK' && (ctrlKey || metaKey) && !altKey && !shiftKey
