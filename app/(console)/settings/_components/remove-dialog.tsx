'use client'

import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'

/** Asks before something is removed for good. */
export default function RemoveDialog(props: {
  /** Its name. */
  of: string
  busy: boolean
  error: unknown
  onClose: () => void
  onRemove: () => void
}) {
  const t = useTranslations()
  const refusalText = useRefusalText()
  return (
    <Dialog
      title={t('desk_settings.remove_question', { what: props.of })}
      subtitle={t('desk_settings.remove_text')}
      onClose={props.onClose}
      locked={props.busy}
    >
      <div className="mt-3.5 grid gap-3.5">
        {props.error !== null && (
          <Notice tone="danger" role="alert">
            {refusalText(props.error)}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button size="md" data-first="" onClick={props.onClose}>
            {t('app.cancel')}
          </Button>
          <Button size="md" variant="danger" busy={props.busy} onClick={props.onRemove}>
            {t('desk_settings.remove')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
