'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { PurposeForm } from '@/app/(console)/_components/purpose-form'
import { Time } from '@/components/time/time'
import type { EvidenceMessage } from '@/server/features/evidence/schema'
import { Message } from './message'

/** More of a conversation than was kept. People wrote it who are not accused, so somebody says what for; that is audited. */
export default function MoreMessages(props: { subjectId: string; side: 'before' | 'after'; seq: number }) {
  const { subjectId, side } = props
  const t = useTranslations('evidence')
  const trpc = useTRPC()
  const [messages, setMessages] = useState<EvidenceMessage[]>([])
  const read = useMutation(
    trpc.evidence.more.mutationOptions({
      onSuccess: ({ messages: more }) =>
        setMessages((all) => (side === 'before' ? [...more, ...all] : [...all, ...more])),
    }),
  )
  const edge = (side === 'before' ? messages[0] : messages.at(-1))?.seq ?? props.seq
  const list = (
    <>
      {read.data && (
        <p className="px-4 py-1.5 text-xs text-ink-3">
          {t('more_not_kept')} <Time at={read.data.readAt} as="clock" />
        </p>
      )}
      <ol className="bg-bg">
        {messages.map((message) => (
          <Message key={message.seq} message={message} reports={[]} media={[]} isEmergency={false} />
        ))}
      </ol>
    </>
  )
  return (
    <div className={side === 'before' ? 'border-b border-line' : 'border-t border-line'}>
      {side === 'after' && list}
      {read.data?.isEnd ? (
        <p className="px-4 py-2 text-sm text-ink-3">{t('more_end')}</p>
      ) : (
        <PurposeForm
          className="px-4 py-3 text-sm"
          text={t('more_text')}
          label={t('more_purpose')}
          hint={t('more_purpose_hint')}
          submitLabel={t(read.data ? 'more_next' : 'more_read')}
          busy={read.isPending}
          error={read.error}
          onRead={(purpose) => read.mutate({ subjectId, side, seq: edge, purpose })}
        />
      )}
      {side === 'before' && list}
    </div>
  )
}
