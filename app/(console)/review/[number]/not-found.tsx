import Link from 'next/link'
import { getTranslator } from '@/app/_i18n/server'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'

export default async function CaseNotFound() {
  const t = await getTranslator()
  return (
    <div className="grid h-full place-items-center">
      <Empty
        wholePage
        title={t('case.not_found_title')}
        action={
          <Link href="/review" className={buttonClass()}>
            {t('case.to_queue')}
          </Link>
        }
      >
        {t('case.not_found_text')}
      </Empty>
    </div>
  )
}
