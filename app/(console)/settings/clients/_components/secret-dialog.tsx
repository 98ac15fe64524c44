'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { FreshSecret } from '@/server/features/api-clients/schema'

/** A new secret, this once. A press outside does not close it. */
export default function SecretDialog({ fresh, onClose }: { fresh: FreshSecret; onClose: () => void }) {
  const t = useTranslations('intake')
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(fresh.secret)
    setCopied(true)
  }
  return (
    <Dialog locked title={t('secret_title')} subtitle={t('secret_text')} onClose={onClose}>
      <div className="mt-3.5 grid gap-3.5">
        <Field label={t('key')}>
          {(control) => <Input {...control} readOnly className="font-mono" value={fresh.keyId} />}
        </Field>
        <Field label={t('secret')}>
          {(control) => (
            <Input
              {...control}
              readOnly
              data-first=""
              className="font-mono"
              value={fresh.secret}
              onFocus={(event) => event.target.select()}
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          {'clipboard' in navigator && (
            <Button size="md" onClick={() => void copy()}>
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
          {/* Beside it: what stands in a status is no part of a button's name. */}
          <span role="status" className="sr-only">
            {copied && t('copied')}
          </span>
          <Button size="md" variant="primary" onClick={onClose}>
            {t('kept')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
