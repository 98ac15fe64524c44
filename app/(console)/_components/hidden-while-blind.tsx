import Link from 'next/link'
import { getTranslator } from '@/app/_i18n/server'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'

/** Stands for a page that would tell whoever looks at a decision again what it was. */
export async function HiddenWhileBlind() {
  const t = await getTranslator()
  return (
    <Empty
      wholePage
      title={t('case.hidden_title')}
      action={
        <Link href="/review" className={buttonClass()}>
          {t('review.title')}
        </Link>
      }
    >
      {t('errors.hidden_while_blind')}
    </Empty>
  )
}
