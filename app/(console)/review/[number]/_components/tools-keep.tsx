'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ReasonDialog } from '@/app/(console)/_components/actions/reason-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { TextArea } from '@/components/ui/text-area'
import { ToolDialog, type ToolProps } from './tool-dialog'

/** Keeps a case's evidence from being purged, or no longer. */
export function HoldTool({ item, onClose, onDone }: ToolProps) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const change = useMutation(trpc.cases.hold.mutationOptions())
  const what = item.legalHold ? 'unhold' : 'hold'
  return (
    <ReasonDialog
      textKey={`${what} ${item.id}`}
      title={t(`tool_${what}`)}
      text={t(`${what}_text`)}
      submitLabel={t(`${what}_submit`)}
      send={(reason) => change.mutateAsync({ caseId: item.id, hold: !item.legalHold, reason })}
      onClose={onClose}
      onDone={onDone}
    />
  )
}

/** Records that a case was handed over to authorities. */
export function HandOverTool({ item, onClose, onDone }: ToolProps) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const handOver = useMutation(trpc.cases.handOver.mutationOptions())
  const [authority, setAuthority] = useState('')
  const [reference, setReference] = useState('')
  const [text, setText] = useState('')
  return (
    <ToolDialog
      title={t('tool_hand_over')}
      text={t('hand_over_text')}
      submitLabel={t('hand_over_submit')}
      ready={authority.trim() !== '' && text.trim() !== ''}
      send={() => handOver.mutateAsync({ caseId: item.id, authority, reference, text })}
      onClose={onClose}
      onDone={onDone}
    >
      <Field label={t('authority')}>
        {(control) => (
          <Input
            {...control}
            data-first=""
            maxLength={200}
            value={authority}
            onChange={(event) => setAuthority(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('reference')} hint={t('reference_hint')}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('what_given')}>
        {(control) => (
          <TextArea
            {...control}
            maxLength={4_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </ToolDialog>
  )
}
