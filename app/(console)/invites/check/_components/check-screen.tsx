'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useSearchChanges } from '@/app/_search/use-search-changes'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Failed } from '@/components/table/failed'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import type { CheckInput } from '@/server/features/invites/console/schema'
import { useInviteNews } from '../../_components/use-invite-news'
import { CheckResult } from './check-result'
import { hostIn } from './host-in'

/** Asks for a link, a code or a reference, and for whom; what was asked for is in the address. */
export function CheckScreen({ asked }: { asked: CheckInput | null }) {
  const t = useTranslations('invites')
  const { set, pending } = useSearchChanges()
  const [text, setText] = useState(asked?.text ?? '')
  const [user, setUser] = useState(asked?.userId ?? '')
  const [checked, setChecked] = useState(false)
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header>
        <h1 className="text-xl font-semibold tracking-tight">{t('check_title')}</h1>
        <p className="max-w-[68ch] text-ink-3">{t('check_lead')}</p>
      </header>
      <form
        className="mt-4 grid max-w-[760px] items-end gap-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_auto]"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setChecked(true)
          if (text.trim()) set({ text: text.trim(), user: user.trim() || undefined })
        }}
      >
        <Field label={t('check_text')} error={checked && !text.trim() && t('check_needed')}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              maxLength={500}
              className="font-mono"
              placeholder={t('check_example')}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('check_user')} hint={t('optional')}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              className="font-mono"
              value={user}
              onChange={(event) => setUser(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" size="md" variant="primary" busy={pending} className="max-md:h-10">
          {t('check')}
        </Button>
      </form>
      {asked && <Result asked={asked} />}
    </div>
  )
}

function Result({ asked }: { asked: CheckInput }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { data, isError, error, refetch } = useQuery(trpc.invites.check.queryOptions(asked))
  useInviteNews(trpc.invites.check.pathFilter(), data?.invite?.id)
  if (data) return <CheckResult checked={data} from={hostIn(asked.text)} />
  if (!isError) return <Skeleton className="mt-5 h-40 w-full max-w-[760px]" />
  return (
    <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
      {refusalText(error)}
    </Failed>
  )
}
