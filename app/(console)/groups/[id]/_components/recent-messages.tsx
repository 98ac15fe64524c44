'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { RevealProvider } from '@/app/(console)/review/[number]/_components/reveal'
import { Time } from '@/components/time/time'
import { Button } from '@/components/ui/button'
import { ChipSelect } from '@/components/ui/chip-select'
import { Empty } from '@/components/ui/empty'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { GroupDetail } from '@/server/features/groups/schema'
import { MessageRow } from './message-row'

const COUNTS = [20, 50, 100, 200] as const

/** What was written lately. Private: it is read once, when somebody says what for; that is audited. */
export default function RecentMessages(props: { group: GroupDetail; onChanged: () => Promise<unknown> }) {
  const { groupId } = props.group
  const t = useTranslations('group')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const [purpose, setPurpose] = useState('')
  const [count, setCount] = useState<(typeof COUNTS)[number]>(50)
  const read = useMutation(trpc.groups.recentMessages.mutationOptions())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (purpose.trim() && !read.isPending) read.mutate({ groupId, purpose, count })
  }
  return (
    <section aria-label={t('messages_title')} className="pt-3">
      <form onSubmit={submit} className="grid max-w-xl gap-2.5">
        <p className="text-ink-2">{t('messages_text')}</p>
        <Field
          label={t('messages_purpose')}
          hint={t('messages_purpose_hint')}
          error={read.isError && refusalText(read.error)}
        >
          {(control) => (
            <Input
              {...control}
              required
              maxLength={500}
              value={purpose}
              onChange={(event) => setPurpose(event.target.value)}
            />
          )}
        </Field>
        <div className="flex items-center gap-2">
          <Button
            type="submit"
            variant={read.data ? 'plain' : 'primary'}
            busy={read.isPending}
            disabled={!purpose.trim()}
          >
            {t(read.data ? 'messages_again' : 'messages_read')}
          </Button>
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
        </div>
      </form>
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
