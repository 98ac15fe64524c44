'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button-class'
import { Notice } from '@/components/ui/notice'

/** Tells owners that emergencies reach nobody but them, until somebody is on call. */
export default function NobodyOnCall() {
  const t = useTranslations('review')
  return (
    <Notice
      tone="warn"
      role="status"
      className="rounded-none border-x-0 border-t-0"
      action={
        <Link href="/settings/queues" prefetch={false} className={buttonClass()}>
          {t('choose_on_call')}
        </Link>
      }
    >
      {t('nobody_on_call')}
    </Notice>
  )
}
