'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { PurposeForm } from '@/app/(console)/_components/purpose-form'
import { RevealProvider } from '@/app/(console)/review/[number]/_components/reveal'
import { Time } from '@/components/time/time'
import { ChipSelect } from '@/components/ui/chip-select'
import { Empty } from '@/components/ui/empty'
import type { GroupDetail } from '@/server/features/groups/schema'
import { MessageRow } from './message-row'

const COUNTS = [20, 50, 100, 200] as const

/** What was written lately. Private: it is read once, when somebody says what for; that is audited. */
export default function RecentMessages(props: { group: GroupDetail; onChanged: () => Promise<unknown> }) {
  const { groupId } = props.group
  const t = useTranslations('group')
  const trpc = useTRPC()
  const [count, setCount] = useState<(typeof COUNTS)[number]>(50)
  const read = useMutation(trpc.groups.recentMessages.mutationOptions())
  return (
    <section aria-label={t('messages_title')} className="pt-3">
      <PurposeForm
        text={t('messages_text')}
        label={t('messages_purpose')}
        hint={t('messages_purpose_hint')}
        submitLabel={t(read.data ? 'messages_again' : 'messages_read')}
        primary={!read.data}
        busy={read.isPending}
        error={read.error}
        onRead={(purpose) => read.mutate({ groupId, purpose, count })}
      >
        <ChipSelect
          label={t('messages_count')}
          value={String(count)}
          neutral="50"
          options={COUNTS.map((n) => ({ value: String(n), label: t('messages_newest', { n }) }))}
          onChange={(value) => setCount(COUNTS.find((n) => String(n) === value) ?? 50)}
        />
        {read.data && (
          <span className="ml-auto text-sm text-ink-3">
            {t('as_read')} <Time at={read.data.readAt} as="clock" className="text-xs" />
          </span>
        )}
      </PurposeForm>
      {read.data?.messages.length === 0 && <Empty title={t('messages_none')} />}
      {read.data && (
        <RevealProvider>
          <ol className="-mx-4 mt-3">
            {read.data.messages.map((message) => (
              <MessageRow key={message.seq} message={message} onChanged={props.onChanged} />
            ))}
          </ol>
        </RevealProvider>
      )}
    </section>
  )
}
