'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button-class'

/** Steps through numbered pages; plain links, so that a page has an address. */
export function Pages({ page, pages }: { page: number; pages: number }) {
  const t = useTranslations('table')
  const path = usePathname()
  if (pages < 2) return null
  const link = (to: number, label: string) =>
    to >= 1 && to <= pages ? (
      <Link href={`${path}?page=${to}` as Route} scroll={false} prefetch={false} className={buttonClass()}>
        {label}
      </Link>
    ) : null
  return (
    <nav aria-label={t('page', { page, pages })} className="flex items-center gap-3 py-3">
      {link(page - 1, t('previous'))}
      <span className="text-sm text-ink-3">{t('page', { page, pages })}</span>
      {link(page + 1, t('next'))}
    </nav>
  )
}
