import Link from 'next/link'
import { getTranslator } from '@/app/_i18n/server'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'

/** What an address that leads nowhere shows. */
export async function NothingHere() {
  const t = await getTranslator()
  return (
    <Empty
      wholePage
      title={t('app.not_found_title')}
      action={
        <Link href="/" className={buttonClass()}>
          {t('app.home')}
        </Link>
      }
    >
      {t('app.not_found_text')}
    </Empty>
  )
}
