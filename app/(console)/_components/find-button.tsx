'use client'
'use no memo' // Drawn once: what the compiler would add to it weighs more than it saves.

import { useTranslations } from 'use-intl'
import { SearchIcon } from '@/components/shell/icons'
import { ChordKey } from '@/components/shell/submit-key'
import { openConsoleDialog } from './console-dialogs'

/** Opens what finds anything: a row beside wide pages, an icon elsewhere. */
export function FindButton() {
  const t = useTranslations('nav')
  return (
    <button
      type="button"
      aria-label={t('find')}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => openConsoleDialog('palette')}
      className="flex items-center gap-2.5 rounded text-ink-3 hover:text-ink max-md:size-9 max-md:justify-center md:mb-1 md:h-[30px] md:border md:border-line md:px-2 md:hover:border-line-strong md:max-xl:justify-center [&_svg]:size-4"
    >
      <SearchIcon />
      <span className="max-xl:hidden">{t('find')}</span>
      <span className="ml-auto max-xl:hidden">
        <ChordKey of="K" quiet />
      </span>
    </button>
  )
}
