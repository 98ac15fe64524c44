'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { DeskStaff } from '@/server/features/desk/settings/schema'
import { Told } from '../../_components/told'
import { useDeskSaved } from '../../_components/use-desk-saved'

/** Links somebody to who they are in the chat, and takes links back. */
export default function ChatIdsDialog({ person, onClose }: { person: DeskStaff; onClose: () => void }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const [userId, setUserId] = useState('')
  const link = useMutation(trpc.desk.linkChatId.mutationOptions(useDeskSaved(() => setUserId(''))))
  const unlink = useMutation(trpc.desk.unlinkChatId.mutationOptions(useDeskSaved()))
  const staffId = person.id
  return (
    <Dialog
      title={t('desk_settings.chat_ids_of', { name: person.name })}
      subtitle={t('desk_settings.chat_ids_hint')}
      onClose={onClose}
    >
      <div className="mt-3.5 grid gap-3.5">
        <Told error={unlink.error} />
        {person.chatIds.length > 0 && (
          <ul className="divide-y divide-line border-y border-line">
            {person.chatIds.map(({ userId: id, name }) => (
              <li key={id} className="flex items-center gap-2 py-1.5">
                <span className="min-w-0 flex-1 truncate">
                  <bdi>{name ?? id}</bdi> <code className="text-xs text-ink-3">{id}</code>
                </span>
                <Button
                  variant="ghost"
                  busy={unlink.isPending}
                  aria-label={`${t('desk_settings.unlink')}: ${name ?? id}`}
                  onClick={() => unlink.mutate({ staffId, userId: id })}
                >
                  {t('desk_settings.unlink')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <form
          className="flex items-end gap-2"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (userId.trim() !== '' && !link.isPending) link.mutate({ staffId, userId: userId.trim() })
          }}
        >
          <div className="min-w-0 flex-1">
            <Field label={t('desk_settings.chat_id')} error={link.isError && refusalText(link.error)}>
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
          <Button type="submit" size="md" busy={link.isPending}>
            {t('desk_settings.link')}
          </Button>
        </form>
        <div className="flex justify-end">
          <Button size="md" onClick={onClose}>
            {t('app.close')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
