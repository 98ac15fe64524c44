'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'

/** The pages, by topic. */
const TOPICS = [
  { topic: 'system', parts: ['health', 'alerts', 'clients'] },
  { topic: 'desk', parts: ['reasons', 'queues', 'policies', 'presets', 'texts'] },
  { topic: 'rules', parts: ['approvals', 'decisions', 'reports', 'invites'] },
  { topic: 'staff', parts: ['colleagues'] },
] as const

/** How Steward is, and what its owners set: beside a wide page a column by topic, above a narrow one a row. */
export function SettingsNav() {
  const t = useTranslations('settings_nav')
  const path = usePathname()
  return (
    <nav
      aria-label={t('label')}
      className="flex shrink-0 gap-x-5 border-line max-lg:flex-wrap max-lg:border-b max-lg:px-7 max-md:gap-x-3.5 max-md:px-4 lg:w-46 lg:flex-col lg:gap-y-5 lg:overflow-y-auto lg:border-r lg:px-2 lg:py-5"
    >
      {TOPICS.map(({ topic, parts }) => (
        <div key={topic} className="contents lg:grid lg:gap-px">
          <p className="px-2.5 pb-1 text-xs font-medium text-ink-3 max-lg:hidden">{t(`group_${topic}`)}</p>
          {parts.map((part) => {
            const href = `/settings/${part}` as Route
            return (
              <Link
                key={part}
                href={href}
                aria-current={path.startsWith(href) ? 'page' : undefined}
                className="flex items-center font-medium whitespace-nowrap text-ink-2 hover:text-ink aria-[current]:text-ink max-lg:h-10 max-lg:border-b-2 max-lg:border-transparent max-lg:aria-[current]:border-ink max-md:h-9 lg:h-[30px] lg:rounded lg:px-2.5 lg:hover:bg-hover lg:aria-[current]:bg-hover"
              >
                {t(part)}
              </Link>
            )
          })}
        </div>
      ))}
    </nav>
  )
}
