'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ChatIds } from '@/app/(console)/_components/chat-ids'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { DeskStaff } from '@/server/features/desk/settings/schema'
import { Told } from '../../_components/told'
import { useDeskSaved } from '../../_components/use-desk-saved'

/** Links somebody to who they are in the chat, and takes links back. */
export default function ChatIdsDialog({ person, onClose }: { person: DeskStaff; onClose: () => void }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const link = useMutation(trpc.desk.linkChatId.mutationOptions(useDeskSaved()))
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
        <ChatIds
          chatIds={person.chatIds}
          link={{
            isPending: link.isPending,
            error: link.error,
            send: (userId) => link.mutateAsync({ staffId, userId }),
          }}
          unlink={{
            isPending: unlink.isPending,
            error: unlink.error,
            send: (userId) => unlink.mutateAsync({ staffId, userId }),
          }}
        />
        <div className="flex justify-end">
          <Button size="md" onClick={onClose}>
            {t('app.close')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
