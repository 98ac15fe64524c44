'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { ApiClientRow } from '@/server/features/api-clients/schema'
import { useClientsSaved } from './use-clients-saved'

/** Asks before a client is ended for good. */
export default function RevokeDialog({ row, onClose }: { row: ApiClientRow; onClose: () => void }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const revoke = useMutation(trpc.apiClients.revoke.mutationOptions(useClientsSaved(onClose)))
  return (
    <Dialog
      title={t('intake.revoke_question', { name: row.name })}
      subtitle={t('intake.revoke_text')}
      onClose={onClose}
      locked={revoke.isPending}
    >
      <div className="mt-3.5 grid gap-3.5">
        {revoke.error && (
          <Notice tone="danger" role="alert">
            {refusalText(revoke.error)}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button size="md" data-first="" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            size="md"
            variant="danger"
            busy={revoke.isPending}
            onClick={() => revoke.mutate({ id: row.id, version: row.version })}
          >
            {t('intake.revoke')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
