'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ReasonDialog } from '@/app/(console)/_components/actions/reason-dialog'
import { useMe } from '@/app/(console)/_components/me'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { useTimeStyle } from '@/components/time/clock'
import { moment } from '@/components/time/format'
import { controlClass } from '@/components/ui/control-class'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { snoozeTimes } from './snooze-times'
import { ToolDialog, type ToolProps } from './tool-dialog'

const SELECT = `${controlClass} h-10 md:h-8`

/** Sends a case to another queue, with a reason. */
export function EscalateTool({ item, onClose, onDone }: ToolProps) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const desk = useDesk()
  const queues = desk.queues.filter(({ id, active }) => active && id !== item.queue)
  const [queueId, setQueueId] = useState('')
  const escalate = useMutation(trpc.cases.escalate.mutationOptions())
  const chosen = queueId || (queues[0]?.id ?? '')
  return (
    <ReasonDialog
      textKey={`escalate ${item.id}`}
      title={t('tool_escalate')}
      text={t('escalate_text')}
      submitLabel={t('escalate_submit', { queue: desk.queueName(chosen) })}
      send={(reason) => escalate.mutateAsync({ caseId: item.id, epoch: item.epoch, queueId: chosen, reason })}
      onClose={onClose}
      onDone={onDone}
    >
      <Field label={t('queue')}>
        {(control) => (
          <select
            {...control}
            value={chosen}
            onChange={(event) => setQueueId(event.target.value)}
            className={SELECT}
          >
            {queues.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </ReasonDialog>
  )
}

/** Takes a case out of the queue until a time. */
export function SnoozeTool({ item, onClose, onDone }: ToolProps) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const style = useTimeStyle()
  const [openedAt] = useState(() => Date.now())
  const times = snoozeTimes(openedAt)
  const [choice, setChoice] = useState('hour')
  const [own, setOwn] = useState('')
  const until = times.find(({ id }) => id === choice)?.at ?? new Date(own).getTime()
  const snooze = useMutation(trpc.cases.snooze.mutationOptions())
  return (
    <ToolDialog
      title={t('tool_snooze')}
      text={t('snooze_text')}
      submitLabel={t('snooze_submit')}
      ready={until > openedAt}
      send={() => snooze.mutateAsync({ caseId: item.id, epoch: item.epoch, until })}
      onClose={onClose}
      onDone={onDone}
    >
      <fieldset className="grid gap-1">
        <legend className="sr-only">{t('until')}</legend>
        {[...times, { id: 'own', at: 0 } as const].map(({ id, at }) => (
          <label key={id} className="flex min-h-8 items-center gap-2 rounded px-2 hover:bg-hover">
            <input
              type="radio"
              name="until"
              data-first={id === 'hour' ? '' : undefined}
              checked={choice === id}
              onChange={() => setChoice(id)}
              className="accent-accent"
            />
            {t(`snooze_${id}`)}
            {at > 0 && (
              <span className="ml-auto font-mono text-xs text-ink-3">{moment(at, openedAt, style)}</span>
            )}
          </label>
        ))}
      </fieldset>
      {choice === 'own' && (
        <Field label={t('until')}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={own}
              onChange={(event) => setOwn(event.target.value)}
            />
          )}
        </Field>
      )}
    </ToolDialog>
  )
}

/** Gives a case to a colleague, or back to everybody. */
export function AssignTool({ item, onClose, onDone }: ToolProps) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const me = useMe()
  const { data: colleagues } = useQuery(trpc.cases.colleagues.queryOptions())
  const [staffId, setStaffId] = useState(item.assignedTo?.id ?? me.id)
  const assign = useMutation(trpc.cases.assign.mutationOptions())
  const people = [{ id: me.id, name: t('me') }, ...(colleagues ?? [])]
  return (
    <ToolDialog
      title={t('tool_assign')}
      text={t('assign_text')}
      submitLabel={staffId ? t('assign_submit') : t('assign_nobody_submit')}
      ready={staffId !== (item.assignedTo?.id ?? '')}
      send={() => assign.mutateAsync({ caseId: item.id, epoch: item.epoch, staffId: staffId || null })}
      onClose={onClose}
      onDone={onDone}
    >
      <Field label={t('colleague')}>
        {(control) => (
          <select
            {...control}
            data-first=""
            value={staffId}
            onChange={(event) => setStaffId(event.target.value)}
            className={SELECT}
          >
            <option value="">{t('nobody')}</option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </ToolDialog>
  )
}
