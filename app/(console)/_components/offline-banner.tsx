'use client'

import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button-class'
import { Notice } from '@/components/ui/notice'

const look = 'rounded-none border-x-0 border-t-0'

/**
 * Says that live updates stopped; gone as soon as they are back. Signing in again happens in a tab of its own, so that
 * what was typed stays.
 */
export default function OfflineBanner({ signedOut }: { signedOut: boolean }) {
  const t = useTranslations()
  if (!signedOut) {
    return (
      <Notice tone="warn" role="status" title={t('health.offline_title')} className={look}>
        {t('health.offline_text')}
      </Notice>
    )
  }
  return (
    <Notice
      tone="danger"
      role="alert"
      title={t('health.signed_out_title')}
      className={look}
      action={
        <a href="/sign-in" target="_blank" rel="noreferrer" className={buttonClass()}>
          {t('auth.sign_in')}
        </a>
      }
    >
      {t('health.signed_out_text')}
    </Notice>
  )
}
