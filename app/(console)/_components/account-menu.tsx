'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { LOCALE_NAMES, LOCALES, type Locale } from '@/app/_i18n/locales'
import { COOKIES, THEMES, type Theme } from '@/app/_preferences/preferences'
import { writeCookie } from '@/app/_preferences/write-cookie'
import { Popover } from '@/components/ui/popover'
import { Segmented } from '@/components/ui/segmented'
import { may } from '@/server/auth/permissions'
import type { Me } from '@/server/features/session/schema'
import { openConsoleDialog } from './console-dialogs'
import { SignOut } from './sign-out'

export type AccountChoices = { theme: Theme; locale: Locale; keys: boolean }

/** Who is signed in, their settings of the console, the keyboard map and the way out. */
export default function AccountMenu(props: {
  me: Me
  choices: AccountChoices
  onClose: () => void
  onChatIds: () => void
}) {
  const t = useTranslations('account')
  const router = useRouter()
  const { me, choices } = props

  const keep = (cookie: (typeof COOKIES)[keyof typeof COOKIES], value: string) => {
    writeCookie(cookie, value)
    router.refresh()
  }
  const choose = (theme: Theme) => {
    document.documentElement.dataset.theme = theme
    keep(COOKIES.theme, theme)
  }

  return (
    <Popover
      label={t('open')}
      onClose={props.onClose}
      className="fixed w-[264px] max-md:top-12 max-md:right-2 max-md:left-auto md:top-auto md:bottom-3 md:left-[60px] xl:bottom-14 xl:left-2"
    >
      <div className="border-b border-line px-4 py-3">
        <p className="truncate font-semibold">{me.name}</p>
        <p className="truncate text-sm text-ink-3">{me.email}</p>
        {me.mode === 'demo' && <p className="text-sm text-ink-3">{t('demo')}</p>}
      </div>
      <div className="grid gap-3 border-b border-line px-4 py-3">
        <Segmented
          label={t('theme')}
          value={choices.theme}
          options={THEMES.map((value) => ({ value, label: t(`theme_${value}`) }))}
          onChange={choose}
        />
        <Segmented
          label={t('language')}
          value={choices.locale}
          options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          onChange={(locale) => keep(COOKIES.locale, locale)}
        />
        <Segmented
          label={t('keys')}
          value={choices.keys ? 'on' : 'off'}
          options={[
            { value: 'on', label: t('keys_on') },
            { value: 'off', label: t('keys_off') },
          ]}
          onChange={(value) => keep(COOKIES.keys, value)}
        />
      </div>
      <div className="grid p-1.5">
        {may(me.role, 'case.claim') && (
          <button
            type="button"
            onClick={props.onChatIds}
            className="flex h-8 items-center rounded px-2.5 text-left hover:bg-hover"
          >
            {t('chat_ids')}…
          </button>
        )}
        <button
          type="button"
          onClick={() => {
            props.onClose()
            openConsoleDialog('keys')
          }}
          className="flex h-8 items-center rounded px-2.5 text-left hover:bg-hover"
        >
          {t('key_map')}
        </button>
        <SignOut label={t('sign_out')} />
      </div>
    </Popover>
  )
}
