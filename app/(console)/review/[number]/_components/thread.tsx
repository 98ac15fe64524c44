'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { CaseDetail } from '@/server/features/cases/schema'
import { Message } from './message'
import { CONTEXT, threadWindow } from './thread-window'

/** The reported message within its conversation. */
export function Thread({ item }: { item: CaseDetail }) {
  const t = useTranslations('case')
  const { messages } = item.evidence
  const [opened, setOpened] = useState({ before: false, after: false })
  const shown = threadWindow(
    messages.map((message) => message.reported),
    CONTEXT,
  )
  const start = opened.before ? 0 : shown.start
  const end = opened.after ? messages.length : shown.end
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      {start > 0 && (
        <More onClick={() => setOpened({ ...opened, before: true })}>{t('before', { n: start })}</More>
      )}
      <ol className="py-1.5">
        {messages.slice(start, end).map((message) => (
          <Message key={message.seq} message={message} reports={message.reported ? item.reportsList : []} />
        ))}
      </ol>
      {end < messages.length && (
        <More onClick={() => setOpened({ ...opened, after: true })}>
          {t('after', { n: messages.length - end })}
        </More>
      )}
    </div>
  )
}

function More({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="block h-9 w-full text-sm text-ink-3 -outline-offset-2 hover:bg-hover hover:text-ink"
    >
      {children}
    </button>
  )
}
