'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { useKeys } from '@/components/shell/keys'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import type { CaseDetail } from '@/server/features/cases/schema'
import type { Claim } from './use-claim'

const TakeOverDialog = dynamic(() => import('./take-over-dialog'), { ssr: false })

/** A claim is only worth a countdown when it is about to end, ms. */
const TELL_BELOW_MS = 120_000

/** Who holds the case, and what one can do about it. */
export function ClaimBar({ item, claim }: { item: CaseDetail; claim: Claim }) {
  const t = useTranslations('decide')
  const refusalText = useRefusalText()
  useKeys({ c: claim.free ? claim.take : undefined })
  return (
    <div className="border-b border-line px-4 py-2 text-sm">
      <div className="flex min-h-7 items-center gap-2">
        {claim.other && <HeldByOther item={item} claim={claim} />}
        {claim.mine && <HeldByMe claim={claim} />}
        {claim.free && (
          <>
            <span className="text-ink-3">{t('free')}</span>
            <Button className="ml-auto" busy={claim.busy} onClick={claim.take} aria-keyshortcuts="c">
              {t('claim')} <Kbd>c</Kbd>
            </Button>
          </>
        )}
      </div>
      {claim.error && (
        <p role="alert" className="pb-1 text-danger">
          {refusalText(claim.error)}
        </p>
      )}
    </div>
  )
}

function HeldByMe({ claim }: { claim: Claim }) {
  const t = useTranslations('decide')
  const me = useMe()
  const ending = claim.endsIn !== null && claim.endsIn < TELL_BELOW_MS
  return (
    <>
      <Avatar name={me.name} size="sm" />
      {ending ? (
        <span className="font-medium text-warn">
          {t('expires', { seconds: Math.max(0, Math.ceil((claim.endsIn ?? 0) / 1_000)) })}
        </span>
      ) : (
        <span className="text-ink-2">{t('mine')}</span>
      )}
      <span className="ml-auto flex gap-1">
        {ending && <Button onClick={claim.renew}>{t('keep')}</Button>}
        <Button variant="ghost" busy={claim.busy} onClick={claim.release}>
          {t('release')}
        </Button>
      </span>
    </>
  )
}

function HeldByOther({ item, claim }: { item: CaseDetail; claim: Claim }) {
  const t = useTranslations('decide')
  const me = useMe()
  const [open, setOpen] = useState(false)
  const name = claim.other?.name ?? ''
  return (
    <>
      <Avatar name={name} size="sm" />
      <span className="min-w-0 truncate text-ink-2">{t('held', { name })}</span>
      {me.may('case.takeover') && (
        <Button className="ml-auto" onClick={() => setOpen(true)}>
          {t('take_over')}
        </Button>
      )}
      {open && (
        <TakeOverDialog item={item} name={name} onClose={() => setOpen(false)} onDone={claim.reread} />
      )}
    </>
  )
}
