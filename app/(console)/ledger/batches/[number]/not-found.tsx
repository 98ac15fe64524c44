import Link from 'next/link'
import { getTranslator } from '@/app/_i18n/server'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'

export default async function BatchNotFound() {
  const t = await getTranslator()
  return (
    <Empty
      wholePage
      title={t('batch.not_found_title')}
      action={
        <Link href="/ledger/batches" className={buttonClass()}>
          {t('batch.title')}
        </Link>
      }
    >
      {t('batch.not_found_text')}
    </Empty>
  )
}
