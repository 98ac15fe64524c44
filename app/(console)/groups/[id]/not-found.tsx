import Link from 'next/link'
import { getTranslator } from '@/app/_i18n/server'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'

export default async function GroupNotFound() {
  const t = await getTranslator()
  return (
    <Empty
      wholePage
      title={t('group.not_found_title')}
      action={
        <Link href="/groups" className={buttonClass()}>
          {t('groups.title')}
        </Link>
      }
    >
      {t('group.not_found_text')}
    </Empty>
  )
}
