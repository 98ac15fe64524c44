'use client'

import { Kbd } from '@/components/ui/kbd'
import { useIsApple } from './keys'

/** A key pressed with Ctrl or ⌘, as they are printed on this keyboard. */
export function ChordKey({ of, quiet = false }: { of: string; quiet?: boolean }) {
  const apple = useIsApple()
  return <Kbd quiet={quiet}>{apple ? `⌘ ${of}` : `Ctrl ${of}`}</Kbd>
}

/** The keys that carry out what is chosen. */
export function SubmitKey({ quiet = false }: { quiet?: boolean }) {
  return <ChordKey of="↵" quiet={quiet} />
}
