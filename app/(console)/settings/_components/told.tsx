'use client'

import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Notice } from '@/components/ui/notice'

/** What the server refused, where no form is open to say it. */
export function Told({ error }: { error: unknown }) {
  const refusalText = useRefusalText()
  return (
    error !== null && (
      <Notice tone="danger" role="alert" className="mb-3">
        {refusalText(error)}
      </Notice>
    )
  )
}
