'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ALERT_EVENTS, CHANNEL_KINDS } from '@/server/features/alerts/kinds'
import type { ChannelRow } from '@/server/features/alerts/schema'
import { CheckLine } from '../../_components/check-line'
import { EditDialog } from '../../_components/edit-dialog'
import { SelectField } from '../../_components/select-field'
import { useEditForm } from '../../_components/use-edit-form'
import { ChoiceFields } from './choice-fields'
import { QuietFields } from './quiet-fields'
import { channelIn, typedOf } from './typed-channel'
import { WhereFields } from './where-fields'

const FIELDS = ['name', 'recipients', 'address', 'secret', 'events', 'queueIds', 'quiet.to', 'quiet.timeZone']

/** Makes or changes a channel. What is secret is typed anew, never shown. */
export default function ChannelDialog(props: { row: ChannelRow | null; mail: boolean; onClose: () => void }) {
  const { row } = props
  const t = useTranslations('alerts_settings')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { queues } = useDesk()
  const again = () => queryClient.invalidateQueries(trpc.alerts.pathFilter())
  const save = useMutation(
    trpc.alerts.save.mutationOptions({
      onSuccess: async () => {
        await again()
        props.onClose()
      },
      onError: again,
    }),
  )
  const { typed, set, version, at, frame } = useEditForm(row, typedOf, save, FIELDS)
  return (
    <EditDialog
      title={row ? t('edit') : t('new')}
      submitLabel={useTranslations('desk_settings')('save')}
      {...frame}
      onClose={props.onClose}
      onSubmit={() => save.mutate(channelIn(typed, { id: row?.id ?? null, version }))}
    >
      <SelectField
        label={t('kind')}
        value={typed.kind}
        options={CHANNEL_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        disabled={row !== null}
        onChange={(value) => set({ kind: CHANNEL_KINDS.find((kind) => kind === value) ?? 'email' })}
      />
      <Field label={t('name')} error={at('name')}>
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            autoComplete="off"
            value={typed.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <WhereFields row={row} mail={props.mail} typed={typed} errorAt={at} onChange={set} />
      <ChoiceFields
        legend={t('what')}
        error={at('events')}
        options={ALERT_EVENTS.map((event) => ({ value: event, label: t(`events.${event}`) }))}
        chosen={typed.events}
        onChange={(events) => set({ events })}
      />
      <ChoiceFields
        legend={t('queues')}
        hint={t('queues_hint')}
        error={at('queueIds')}
        options={queues.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={typed.queueIds}
        onChange={(queueIds) => set({ queueIds })}
      />
      <SelectField
        label={t('language')}
        value={typed.language}
        options={[
          { value: 'en', label: 'English' },
          { value: 'zh-CN', label: '简体中文' },
        ]}
        onChange={(language) => set({ language: language === 'zh-CN' ? 'zh-CN' : 'en' })}
      />
      <QuietFields typed={typed} errorAt={at} onChange={set} />
      <CheckLine
        label={t('enabled')}
        hint={t('enabled_hint')}
        checked={typed.enabled}
        onChange={(enabled) => set({ enabled })}
      />
    </EditDialog>
  )
}
