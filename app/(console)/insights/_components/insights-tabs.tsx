'use client'

import { useTranslations } from 'use-intl'
import { TabLinks } from '@/app/(console)/_components/tab-links'

/** The parts of insights: how work goes, and the transparency report. */
export function InsightsTabs() {
  const t = useTranslations('insights')
  return (
    <TabLinks
      label={t('tabs')}
      tabs={[
        { href: '/insights', label: t('tab_work'), isHere: (path) => path === '/insights' },
        {
          href: '/insights/report',
          label: t('report_title'),
          isHere: (path) => path.startsWith('/insights/report'),
        },
      ]}
    />
  )
}
