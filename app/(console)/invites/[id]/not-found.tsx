import Link from 'next/link'
import { getTranslator } from '@/app/_i18n/server'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'

export default async function InviteNotFound() {
  const t = await getTranslator()
  return (
    <Empty
      wholePage
      title={t('invites.not_found_title')}
      action={
        <Link href="/invites" className={buttonClass()}>
          {t('invites.title')}
        </Link>
      }
    >
      {t('invites.not_found_text')}
    </Empty>
  )
}
