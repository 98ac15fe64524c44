import Link from 'next/link'
import { getTranslator } from '@/app/_i18n/server'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'
import type { Role } from '@/server/auth/permissions'

/** What a page shows to a role that may not see it. */
export async function NoPermission({ role }: { role: Role }) {
  const t = await getTranslator()
  return (
    <Empty
      wholePage
      title={t('app.forbidden_title')}
      action={
        <Link href="/" className={buttonClass()}>
          {t('app.home')}
        </Link>
      }
    >
      {t('app.forbidden_text', { role: t(`roles.${role}`) })}
    </Empty>
  )
}
