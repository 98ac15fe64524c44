'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { useNow, useTimeStyle } from '@/components/time/clock'
import { moment } from '@/components/time/format'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Tag } from '@/components/ui/tag'
import { UserText } from '@/components/ui/user-text'
import type { CaseDetail } from '@/server/features/cases/schema'
import type { EvidenceMediaItem, EvidenceMessage } from '@/server/features/evidence/schema'

const Media = dynamic(() => import('./media'), { ssr: false })
const Picture = dynamic(() => import('./picture').then(({ Picture: it }) => it), { loading: () => null })

type Reports = CaseDetail['reportsList']
type Carried = { media: EvidenceMediaItem[]; isEmergency: boolean }

/** One message of the conversation; the reported one is marked and says how often and why. */
export function Message({
  message,
  reports,
  ...carried
}: { message: EvidenceMessage; reports: Reports } & Carried) {
  const t = useTranslations('case')
  const roles = useTranslations('member_roles')
  const { sender, reported } = message
  return (
    <li
      className={`flex gap-2.5 px-4 py-2 ${reported ? 'my-1 bg-danger-soft shadow-[inset_2px_0_0_var(--danger)]' : ''}`}
    >
      <Avatar name={sender.name} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <b className="font-semibold break-all" dir="auto">
            {sender.name}
          </b>
          {sender.role && sender.role !== 'member' && (
            <span className={`text-xs ${reported ? 'text-ink-2' : 'text-ink-3'}`}>{roles(sender.role)}</span>
          )}
          <Time
            at={message.sentAt}
            as="moment"
            className={`text-xs ${reported ? 'text-ink-2' : 'text-ink-3'}`}
          />
          <MessageMarks message={message} />
          {reported && <code className="ml-auto text-xs text-ink-2">{t('seq', { seq: message.seq })}</code>}
        </p>
        <MessageBody message={message} {...carried} />
        {reported && reports.length > 0 && <ReportedLine reports={reports} />}
      </div>
    </li>
  )
}

function MessageBody({ message, media, isEmergency }: { message: EvidenceMessage } & Carried) {
  const t = useTranslations('case')
  const words = useTranslations('evidence')
  const { text, cut, pictureUrl, pictureHeld, sender } = message
  const gone = message.revokedAt !== null || message.deleted
  const says = text !== '' || pictureUrl !== null || pictureHeld || media.length > 0
  return (
    <>
      {text && (
        <UserText label={sender.name} className={gone ? 'text-ink-3 line-through' : undefined}>
          {text}
        </UserText>
      )}
      {cut !== null && <p className="text-sm text-ink-3">{words('cut', { n: cut })}</p>}
      {media.length > 0 && <Media media={media} from={sender.name} isEmergency={isEmergency} />}
      {media.length === 0 && pictureUrl && <Picture url={pictureUrl} name={sender.name} />}
      {media.length === 0 && pictureHeld && <p className="text-ink-3 italic">{words('picture_held')}</p>}
      {!says && (
        <p className="text-ink-3 italic">{t('content_type', { type: String(message.contentType) })}</p>
      )}
    </>
  )
}

function MessageMarks({ message }: { message: EvidenceMessage }) {
  const t = useTranslations('case')
  const now = useNow(60_000)
  const style = useTimeStyle()
  if (message.revokedAt !== null)
    return <Tag>{t('revoked', { time: moment(message.revokedAt, now, style) })}</Tag>
  return message.deleted && <Tag>{t('deleted')}</Tag>
}

/** `Reported 7 times: Harassment 6, Threat 1` */
function ReportedLine({ reports }: { reports: Reports }) {
  const t = useTranslations('case')
  const { reasonName } = useDesk()
  const counts = new Map<string, number>()
  for (const { reason } of reports) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const reasons = [...counts].map(([reason, n]) =>
    n > 1 ? `${reasonName(reason)} ${n}` : reasonName(reason),
  )
  return (
    <p className="mt-1 text-sm text-ink-2">
      {t('reported_times', { n: reports.length })}: {reasons.join(', ')}
    </p>
  )
}
