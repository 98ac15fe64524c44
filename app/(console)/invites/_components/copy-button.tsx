'use client'

import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { ButtonLook } from '@/components/ui/button-class'

/** How long it says that it was copied, ms. */
const TOLD_MS = 2_500

/** Copies what `text` gives. Says so for a moment; where the browser refuses, it says that instead. */
export function CopyButton(
  props: {
    label: string
    /** What it says to those who do not see where it stands. */
    of?: string
    first?: boolean
    text: () => string
  } & ButtonLook,
) {
  const { label, of, first, text, ...look } = props
  const t = useTranslations('invites')
  const [told, setTold] = useState<'copied' | 'copy_failed' | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const copy = async () => {
    const done = await writeText(text())
    setTold(done ? 'copied' : 'copy_failed')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setTold(null), TOLD_MS)
  }
  return (
    <>
      <Button
        {...look}
        data-first={first ? '' : undefined}
        aria-label={told ? undefined : of}
        onClick={() => void copy()}
      >
        {told ? t(told) : label}
      </Button>
      {/* Beside it: what stands in a status is no part of a button's name. */}
      <span role="status" className="sr-only">
        {told && t(told)}
      </span>
    </>
  )
}

/** Outside of a secure context there is no clipboard. */
async function writeText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
