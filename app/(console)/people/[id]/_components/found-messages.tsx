'use client'

import { useTranslations } from 'use-intl'
import type { Outputs } from '@/app/_trpc/outputs'
import { Time } from '@/components/time/time'

type Found = Outputs['people']['messagesToRemove']

/** The messages that were found, each of which can be left out; and what could not be looked for. */
export function FoundMessages(props: {
  found: Found
  /** Subject ids of those that are left alone. */
  left: ReadonlySet<string>
  onLeave: (left: ReadonlySet<string>) => void
}) {
  const { found, left } = props
  const t = useTranslations('person')
  const toggle = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    props.onLeave(next)
  }
  return (
    <section aria-label={t('found')}>
      <p role="status" className="font-semibold">
        {t('found_count', { n: found.messages.length })}
      </p>
      {found.messages.length > 0 && (
        <ul className="mt-1.5 max-h-72 overflow-y-auto rounded border border-line">
          {found.messages.map((message) => (
            <li
              key={message.subjectId}
              className="border-b border-line [contain-intrinsic-size:auto_48px] [content-visibility:auto] last:border-b-0"
            >
              <label className="flex cursor-pointer items-start gap-2.5 px-2.5 py-1.5 hover:bg-hover">
                <input
                  type="checkbox"
                  checked={!left.has(message.subjectId)}
                  onChange={() => toggle(message.subjectId)}
                  className="mt-1 size-3.5 shrink-0 accent-accent"
                />
                <span className="min-w-0 flex-1">
                  <span className="line-clamp-2 break-words" dir="auto">
                    {message.preview || t('no_text', { type: message.contentType })}
                  </span>
                  <span className="flex gap-2 text-sm text-ink-3">
                    <bdi className="truncate">{placeOf(message)}</bdi>
                    <Time at={message.sentAt} as="moment" className="ml-auto text-xs" />
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
      <ul className="mt-1.5 grid gap-0.5 text-sm text-ink-3">
        {found.revokedAlready > 0 && <li>{t('found_revoked', { n: found.revokedAlready })}</li>}
        {found.more && <li className="text-warn">{t('found_more')}</li>}
        {found.unseen.map((what) => (
          <li key={what}>{t(`unseen_${what}`)}</li>
        ))}
      </ul>
    </section>
  )

  function placeOf({ groupId, recipientId }: Found['messages'][number]): string {
    if (groupId !== null) return found.groupNames[groupId] ?? groupId
    return t('chat_with', { person: recipientId ?? '?' })
  }
}
