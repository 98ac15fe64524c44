'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { controlClass } from '@/components/ui/control-class'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import type { ReportedBy } from '@/server/features/cases/schema'
import { ToolDialog } from './tool-dialog'

const DAYS = [1, 7, 30, 90, 365] as const
const DAY_MS = 86_400_000

type Props = { reporter: ReportedBy; onClose: () => void }

/** Stops taking somebody's reports for a time, or takes them again. */
export default function MuteDialog(props: Props) {
  return props.reporter.mutedUntil === null ? <Mute {...props} /> : <Unmute {...props} />
}

function useReread() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries(trpc.cases.pathFilter())
}

function Mute({ reporter, onClose }: Props) {
  const t = useTranslations('reporter')
  const trpc = useTRPC()
  const onDone = useReread()
  const mute = useMutation(trpc.reporters.mute.mutationOptions())
  const [days, setDays] = useState(7)
  const [reason, setReason] = useState('')
  const send = () => mute.mutateAsync({ reporterId: reporter.id, until: Date.now() + days * DAY_MS, reason })
  return (
    <ToolDialog
      title={t('mute_question', { name: reporter.name })}
      text={t('mute_text')}
      submitLabel={t('mute')}
      ready={reason.trim() !== ''}
      send={send}
      onClose={onClose}
      onDone={onDone}
    >
      <Field label={t('how_long')}>
        {(control) => (
          <select
            {...control}
            value={days}
            onChange={(event) => setDays(Number(event.target.value))}
            className={`${controlClass} h-10 max-w-48 md:h-8`}
          >
            {DAYS.map((n) => (
              <option key={n} value={n}>
                {t('days', { n })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('why')} hint={t('why_hint')}>
        {(control) => (
          <TextArea
            {...control}
            data-first=""
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </ToolDialog>
  )
}

function Unmute({ reporter, onClose }: Props) {
  const t = useTranslations('reporter')
  const trpc = useTRPC()
  const onDone = useReread()
  const unmute = useMutation(trpc.reporters.unmute.mutationOptions())
  return (
    <ToolDialog
      ready
      title={t('unmute_question', { name: reporter.name })}
      submitLabel={t('unmute')}
      send={() => unmute.mutateAsync({ reporterId: reporter.id })}
      onClose={onClose}
      onDone={onDone}
    >
      <p className="text-ink-3">{t('unmute_text')}</p>
    </ToolDialog>
  )
}
