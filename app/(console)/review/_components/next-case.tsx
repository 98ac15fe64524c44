'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { createContext, type ReactNode, use, useState } from 'react'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button-class'
import { Kbd } from '@/components/ui/kbd'

type Next = { href: Route | null; setHref: (href: Route | null) => void }

const NextContext = createContext<Next>({ href: null, setHref: () => undefined })

/** Lets the queue tell the open case what comes after it. */
export function NextCaseProvider({ children }: { children: ReactNode }) {
  const [href, setHref] = useState<Route | null>(null)
  return <NextContext value={{ href, setHref }}>{children}</NextContext>
}

export const useNextCase = () => use(NextContext)

/** Goes to the next open case of the queue; says so when there is none. */
export function NextCase() {
  const t = useTranslations('decide')
  const review = useTranslations('review')
  const { href } = useNextCase()
  if (!href) return <p className="text-center text-sm text-ink-3">{review('empty_title')}</p>
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      className={buttonClass({ size: 'lg', wide: true })}
      aria-keyshortcuts="n"
    >
      {t('next')} <Kbd>n</Kbd>
    </Link>
  )
}
