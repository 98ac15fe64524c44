'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

type Change = {
  isPending: boolean
  error: unknown
  send: (userId: string) => Promise<unknown>
}

/** Who somebody is in the chat: their accounts, and one more. `unlink` is there for whoever may take links back. */
export function ChatIds(props: {
  chatIds: readonly { userId: string; name: string | null }[]
  link: Change
  unlink: Change | null
}) {
  const t = useTranslations('desk_settings')
  const refusalText = useRefusalText()
  const [userId, setUserId] = useState('')
  const { link, unlink } = props
  const submit = async () => {
    if (userId.trim() === '' || link.isPending) return
    // What was refused stays typed; the field says why.
    await link.send(userId.trim()).then(
      () => setUserId(''),
      () => undefined,
    )
  }
  return (
    <>
      {props.chatIds.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {props.chatIds.map(({ userId: id, name }) => (
            <li key={id} className="flex min-h-9 items-center gap-2 py-1">
              <span className="min-w-0 flex-1 truncate">
                {name && <bdi className="mr-1.5">{name}</bdi>}
                <code className="text-sm text-ink-3">{id}</code>
              </span>
              {unlink && (
                <Button
                  variant="ghost"
                  busy={unlink.isPending}
                  aria-label={`${t('unlink')}: ${name ?? id}`}
                  onClick={() => void unlink.send(id).catch(() => undefined)}
                >
                  {t('unlink')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex items-start gap-2"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <div className="min-w-0 flex-1">
          <Field label={t('chat_id')} error={link.error ? refusalText(link.error) : null}>
            {(control) => (
              <Input
                {...control}
                data-first=""
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={64}
                className="font-mono"
                value={userId}
                onChange={(event) => setUserId(event.target.value)}
              />
            )}
          </Field>
        </div>
        {/* In line with the field below its label. */}
        <Button type="submit" size="md" busy={link.isPending} className="mt-6.5 max-md:h-10">
          {t('link')}
        </Button>
      </form>
    </>
  )
}
