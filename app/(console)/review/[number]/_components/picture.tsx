'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { useReveal } from './reveal'

/**
 * A picture of the evidence, hidden until somebody chooses to see it. Its address was chosen by whoever sent it, so
 * nothing is fetched before: otherwise the sender would learn who opened the case, and when.
 */
export function Picture({ url, name }: { url: string; name: string }) {
  const t = useTranslations('case')
  const { revealed, toggle } = useReveal()
  const [failed, setFailed] = useState(false)
  if (failed) return <p className="text-ink-3 italic">{t('picture_failed')}</p>
  if (!revealed) {
    return (
      <div className="hatched mt-1.5 grid h-[124px] w-[220px] place-content-center justify-items-center gap-1.5 overflow-hidden rounded text-sm text-ink-2">
        <span className="rounded-sm bg-surface/85 px-1.5">{t('picture_hidden')}</span>
        <Button onClick={toggle} aria-keyshortcuts="r">
          {t('reveal')} <Kbd>r</Kbd>
        </Button>
      </div>
    )
  }
  return (
    <div className="mt-1.5 w-fit">
      <div className="hatched min-h-[84px] min-w-[220px] overflow-hidden rounded">
        {/* biome-ignore lint/performance/noImgElement: the picture lies in OpenIM's storage and is shown as it is. */}
        <img
          src={url}
          alt={t('picture', { name })}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => setFailed(true)}
          className="max-h-80 max-w-full"
        />
      </div>
      <button type="button" onClick={toggle} className="text-sm text-ink-3 hover:text-ink">
        {t('hide')}
      </button>
    </div>
  )
}
