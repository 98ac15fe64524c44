import Link from 'next/link'
import { getTranslator } from '@/app/_i18n/server'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'

export default async function PersonNotFound() {
  const t = await getTranslator()
  return (
    <Empty
      wholePage
      title={t('person.not_found_title')}
      action={
        <Link href="/people" className={buttonClass()}>
          {t('people.title')}
        </Link>
      }
    >
      {t('person.not_found_text')}
    </Empty>
  )
}
