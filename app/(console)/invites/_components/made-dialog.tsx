'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { CopyButton } from './copy-button'
import type { PickedGroup } from './group-picker'
import { inviteHref, linkAddress } from './invite-href'
import { QrCode } from './qr-code'
import { QrSave } from './qr-save'

/** A link that was just made: to copy, to be scanned, to look at. */
export function MadeDialog(props: {
  link: { id: string; spelled: string }
  group: PickedGroup
  onClose: () => void
  onMore: () => void
}) {
  const t = useTranslations('invites')
  const address = linkAddress(props.link.spelled)
  return (
    <Dialog title={t('made_title')} subtitle={props.group.name} onClose={props.onClose}>
      <div className="mt-3.5 grid gap-3.5">
        <Field label={t('link')}>
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                readOnly
                className="font-mono"
                value={address}
                onFocus={(event) => event.target.select()}
              />
              <CopyButton first size="md" variant="primary" label={t('copy')} text={() => address} />
            </div>
          )}
        </Field>
        <div className="grid justify-items-center gap-1 justify-self-center">
          <QrCode text={address} label={t('qr_of', { code: props.link.spelled })} />
          <QrSave text={address} name={props.link.spelled} />
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="md" onClick={props.onMore}>
            {t('make_another')}
          </Button>
          <Link href={inviteHref(props.link.id)} className={buttonClass({ size: 'md' })}>
            {t('open_link')}
          </Link>
          <Button size="md" onClick={props.onClose}>
            {t('done')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
