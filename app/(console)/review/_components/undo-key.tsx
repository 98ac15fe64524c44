'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useMe } from '@/app/(console)/_components/me'
import { useKeys } from '@/components/shell/keys'

const UndoList = dynamic(() => import('./undo-list'), { ssr: false })

/** The key u: one's own decisions that can still be taken back. */
export function UndoKey() {
  const me = useMe()
  const [open, setOpen] = useState(false)
  useKeys({ u: me.may('case.decide') ? () => setOpen(true) : undefined })
  return open && <UndoList onClose={() => setOpen(false)} />
}
