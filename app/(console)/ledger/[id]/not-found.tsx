import Link from 'next/link'
import { getTranslator } from '@/app/_i18n/server'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'

export default async function ActionNotFound() {
  const t = await getTranslator()
  return (
    <Empty
      wholePage
      title={t('ledger_page.not_found_title')}
      action={
        <Link href="/ledger" className={buttonClass()}>
          {t('ledger_page.title')}
        </Link>
      }
    >
      {t('ledger_page.not_found_text')}
    </Empty>
  )
}
