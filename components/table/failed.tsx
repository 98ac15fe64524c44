import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'

/** A list that could not be read: why, and trying again. */
export function Failed(props: {
  title: string
  children: ReactNode
  retryLabel: string
  onRetry: () => void
}) {
  return (
    <Empty title={props.title} action={<Button onClick={props.onRetry}>{props.retryLabel}</Button>}>
      {props.children}
    </Empty>
  )
}
