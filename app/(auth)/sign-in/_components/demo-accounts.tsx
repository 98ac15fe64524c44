'use client'

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Avatar } from '@/components/ui/avatar'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import type { Role } from '@/server/auth/permissions'
import { postSignIn } from '../../_components/post-sign-in'
import { useSending } from '../../_components/use-sending'

type Account = { email: string; name: string; role: Role }

/** The demo's people, each one click away. */
export function DemoAccounts({ accounts }: { accounts: readonly Account[] }) {
  const t = useTranslations()
  const { busy, submit, general } = useSending([])
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <section aria-labelledby="demo-accounts" className="grid gap-3">
      <div className="grid gap-0.5">
        <h2 id="demo-accounts" className="font-semibold">
          {t('auth.demo_title')}
        </h2>
        <p className="text-ink-3 text-sm">{t('auth.demo_hint')}</p>
      </div>
      {general && (
        <Notice tone="danger" role="alert">
          {general}
        </Notice>
      )}
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {accounts.map(({ email, name, role }) => (
          <li key={email}>
            <button
              type="button"
              aria-label={t('auth.continue_as', { name, role: t(`roles.${role}`) })}
              aria-disabled={busy || undefined}
              onClick={() => {
                setChosen(email)
                void submit(() => postSignIn('demo', { email }))
              }}
              className="flex w-full items-center gap-3 px-3 py-2 text-left hover:bg-hover aria-disabled:cursor-default"
            >
              <Avatar name={name} />
              <span className="grid min-w-0 flex-1">
                <span className="truncate font-medium">{name}</span>
                <span className="truncate text-ink-3 text-sm">
                  {t(`roles.${role}`)} · {t(`auth.role_does.${role}`)}
                </span>
              </span>
              {busy && chosen === email ? (
                <Spinner />
              ) : (
                <ChevronRight aria-hidden="true" className="size-4 text-ink-3" />
              )}
            </button>
          </li>
        ))}
      </ul>
      <p className="flex items-center gap-3 pt-3 text-ink-3 text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('auth.or_password')}
      </p>
    </section>
  )
}
