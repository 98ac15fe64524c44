'use client'

import { Kbd } from '@/components/ui/kbd'
import { useIsApple } from './keys'

/** The keys that carry out what is chosen, as they are printed on this keyboard. */
export function SubmitKey({ quiet = false }: { quiet?: boolean }) {
  const apple = useIsApple()
  return <Kbd quiet={quiet}>{apple ? '⌘ ↵' : 'Ctrl ↵'}</Kbd>
}
