'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Avatar } from '@/components/ui/avatar'
import type { Me } from '@/server/features/session/schema'
import type { AccountChoices } from './account-menu'

const AccountMenu = dynamic(() => import('./account-menu'), { ssr: false })
const OwnChatIdsDialog = dynamic(() => import('./own-chat-ids-dialog'), { ssr: false })

/** The signed-in person; opens their settings. */
export function Account(props: { me: Me; choices: AccountChoices }) {
  const t = useTranslations()
  const [open, setOpen] = useState<'menu' | 'chat' | null>(null)
  const { name, role } = props.me
  return (
    <>
      <button
        type="button"
        aria-label={`${name}, ${t(`roles.${role}`)}. ${t('account.open')}`}
        aria-haspopup="dialog"
        aria-expanded={open === 'menu'}
        onClick={() => setOpen('menu')}
        className="flex h-8 min-w-0 items-center gap-2 rounded px-2.5 hover:bg-hover max-md:px-1 md:max-xl:justify-center md:max-xl:px-0"
      >
        <Avatar name={name} size="sm" />
        <span className="truncate font-medium max-md:hidden md:max-xl:hidden">{name}</span>
        <span className="ml-auto text-xs text-ink-3 max-md:hidden md:max-xl:hidden">
          {t(`roles.${role}`)}
        </span>
      </button>
      {open === 'menu' && (
        <AccountMenu {...props} onClose={() => setOpen(null)} onChatIds={() => setOpen('chat')} />
      )}
      {open === 'chat' && <OwnChatIdsDialog onClose={() => setOpen(null)} />}
    </>
  )
}
