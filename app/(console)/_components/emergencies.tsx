'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { buttonClass } from '@/components/ui/button-class'
import { Notice } from '@/components/ui/notice'

type Props = { count: number; first: string }

/** A bar over the page: something was done without a second person. Leads to the oldest that was not seen. */
export default function Emergencies(props: Props) {
  return (
    <PartMessages parts={['approval']} outline={null}>
      <Told {...props} />
    </PartMessages>
  )
}

function Told({ count, first }: Props) {
  const t = useTranslations('approval')
  return (
    <Notice
      tone="danger"
      role="status"
      className="rounded-none border-x-0 border-t-0"
      action={
        <Link href={`/ledger/approvals/${first}` as Route} className={buttonClass()}>
          {t('emergencies_look')}
        </Link>
      }
    >
      {t('emergencies', { n: count })}
    </Notice>
  )
}
