'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Time } from '@/components/time/time'
import { controlClass } from '@/components/ui/control-class'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { CaseDetail } from '@/server/features/cases/schema'
import { ToolDialog, type ToolProps } from './tool-dialog'
import { Ticks } from './tools-subjects'

const KINDS = ['user', 'group', 'message'] as const
type Kind = (typeof KINDS)[number]

/** Adds a group, a person, or messages of the conversation to what a case is about. */
export function LinkTool({ item, onClose, onDone }: ToolProps) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const link = useMutation(trpc.cases.link.mutationOptions())
  const offered = messagesOf(item)
  const [kind, setKind] = useState<Kind>('user')
  const [id, setId] = useState('')
  const [ticked, setTicked] = useState<readonly string[]>([])
  const typed = id.trim() === '' ? [] : [id.trim()]
  const ids = kind === 'message' ? [...ticked, ...typed] : typed
  const send = async () => {
    for (const one of ids) {
      await link.mutateAsync({ caseId: item.id, epoch: item.epoch, subject: { kind, id: one } })
      // What is in stays in, should the next one be refused.
      setTicked((rest) => rest.filter((other) => other !== one))
    }
  }
  return (
    <ToolDialog
      title={t('tool_link')}
      text={t('link_text')}
      submitLabel={t('link_submit')}
      ready={ids.length > 0}
      send={send}
      onClose={onClose}
      onDone={onDone}
    >
      <Field label={t('link_kind')}>
        {(control) => (
          <select
            {...control}
            value={kind}
            onChange={({ target }) => setKind(KINDS.find((one) => one === target.value) ?? 'user')}
            className={`${controlClass} h-10 md:h-8`}
          >
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`link_${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind === 'message' && offered.length > 0 && (
        <Ticks label={t('link_shown')} rows={offered} ids={ticked} onChange={setTicked} />
      )}
      <Field
        label={t(kind === 'message' ? 'link_address' : 'link_id')}
        hint={kind === 'message' ? t('link_address_hint') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            data-first=""
            maxLength={kind === 'message' ? 300 : 64}
            value={id}
            onChange={(event) => setId(event.target.value)}
          />
        )}
      </Field>
    </ToolDialog>
  )
}

/** The messages that the case shows of its conversation, without those that it is about already. */
function messagesOf({ parts, evidence }: CaseDetail) {
  const part = parts.find(({ id }) => id === evidence.subjectId)
  const conversationId = part?.kind === 'message' ? part.key.slice(0, part.key.lastIndexOf('#')) : null
  if (conversationId === null) return []
  const taken = new Set(parts.map(({ key }) => key))
  return evidence.messages.flatMap(({ seq, sender, text, sentAt, deleted }) => {
    const id = `${conversationId}#${seq}`
    if (deleted || taken.has(id)) return []
    const name = sender.name || sender.id
    return [{ id, text: `${name}: ${text || '…'}`, beside: <Time at={sentAt} as="clock" /> }]
  })
}
