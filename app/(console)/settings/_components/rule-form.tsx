'use client'

import type { ReactNode } from 'react'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** The frame of a form for one setting: what saving refused, the fields, and what saves them. */
export function RuleForm(props: {
  saving: { isPending: boolean; error: unknown }
  mayWrite: boolean
  saveLabel: string
  onSave: () => void
  className?: string
  children: ReactNode
}) {
  const { saving } = props
  const refusalText = useRefusalText()
  return (
    <form
      className={`grid gap-3.5 ${props.className ?? ''}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.isPending) props.onSave()
      }}
    >
      {saving.error !== null && (
        <Notice tone="danger" role="alert">
          {refusalText(saving.error)}
        </Notice>
      )}
      {props.children}
      {props.mayWrite && (
        <p>
          <Button type="submit" size="md" variant="primary" busy={saving.isPending}>
            {props.saveLabel}
          </Button>
        </p>
      )}
    </form>
  )
}
