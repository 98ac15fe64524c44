'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import type { CaseReport } from '@/server/features/cases/schema'
import type { ShownEvidence } from '@/server/features/evidence/schema'
import { Message } from './message'
import { CONTEXT, threadWindow } from './thread-window'

const MoreMessages = dynamic(() => import('./more-messages'), { ssr: false })

type Side = 'before' | 'after'

/** The reported message within its conversation: what was kept of it, and on demand what was not. */
export function Thread(props: { evidence: ShownEvidence; reports: CaseReport[]; isEmergency: boolean }) {
  const { evidence, reports } = props
  const t = useTranslations('case')
  const words = useTranslations('evidence')
  const me = useMe()
  const { messages, media } = evidence
  const [opened, setOpened] = useState({ before: false, after: false })
  const [asking, setAsking] = useState({ before: false, after: false })
  const shown = threadWindow(
    messages.map((message) => message.reported),
    CONTEXT,
  )
  const start = opened.before ? 0 : shown.start
  const end = opened.after ? messages.length : shown.end
  const beyond = (side: Side) => {
    const edge = side === 'before' ? messages[0] : messages.at(-1)
    if (!edge || !me.may('case.decide') || (side === 'before' && edge.seq <= 1)) return null
    if (!asking[side]) {
      return <More onClick={() => setAsking({ ...asking, [side]: true })}>{words(`more_${side}`)}</More>
    }
    return <MoreMessages subjectId={evidence.subjectId} side={side} seq={edge.seq} />
  }
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      {start === 0 && beyond('before')}
      {start > 0 && (
        <More onClick={() => setOpened({ ...opened, before: true })}>{t('before', { n: start })}</More>
      )}
      <ol className="py-1.5">
        {messages.slice(start, end).map((message) => (
          <Message
            key={message.seq}
            message={message}
            reports={message.reported ? reports : []}
            media={message.reported ? media : []}
            isEmergency={props.isEmergency}
          />
        ))}
      </ol>
      {end < messages.length && (
        <More onClick={() => setOpened({ ...opened, after: true })}>
          {t('after', { n: messages.length - end })}
        </More>
      )}
      {end === messages.length && beyond('after')}
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
