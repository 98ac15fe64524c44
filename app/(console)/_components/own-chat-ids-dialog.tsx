'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { ChatIds } from './chat-ids'

/** Whoever is signed in says who they are in the chat. */
export default function OwnChatIdsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('account')
  return (
    <Dialog title={t('chat_ids')} subtitle={t('chat_ids_hint')} onClose={onClose}>
      <div className="mt-3.5 grid gap-3.5">
        <PartMessages parts={['desk_settings']} outline={<Skeleton className="h-16 w-full" />}>
          <OwnChatIds />
        </PartMessages>
        <Close onClose={onClose} />
      </div>
    </Dialog>
  )
}

function Close({ onClose }: { onClose: () => void }) {
  const t = useTranslations('app')
  return (
    <div className="flex justify-end">
      <Button size="md" onClick={onClose}>
        {t('close')}
      </Button>
    </div>
  )
}

function OwnChatIds() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const own = useQuery(trpc.desk.ownChatIds.queryOptions())
  const again = () => queryClient.invalidateQueries(trpc.desk.ownChatIds.queryFilter())
  const link = useMutation(trpc.desk.linkOwnChatId.mutationOptions({ onSettled: again }))
  if (own.isError && !own.data) {
    return (
      <Notice tone="danger" role="alert">
        {refusalText(own.error)}
      </Notice>
    )
  }
  if (!own.data) return <Skeleton className="h-16 w-full" />
  const send = (userId: string) => link.mutateAsync({ userId })
  return (
    <ChatIds chatIds={own.data} link={{ isPending: link.isPending, error: link.error, send }} unlink={null} />
  )
}
