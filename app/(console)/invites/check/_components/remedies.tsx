'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { Route } from 'next'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { groupHref } from '@/app/(console)/groups/_components/group-href'
import { personHref } from '@/app/(console)/people/_components/person-href'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { memberKey } from '@/server/actions/member/schema'
import type { Checked } from '@/server/features/invites/console/schema'
import type { Refusal } from '@/server/features/invites/schema'
import { inviteHref } from '../../_components/invite-href'
import { REMEDIES, type Remedy } from './remedies-of'

const ActionDialog = dynamic(() => import('@/app/(console)/_components/actions/action-dialog'), {
  ssr: false,
})
const ReturnUseDialog = dynamic(() => import('../../[id]/_components/return-dialog'), { ssr: false })
const StateDialog = dynamic(() => import('../../[id]/_components/state-dialog'), { ssr: false })
const RemindDialog = dynamic(() => import('./remind-dialog'), { ssr: false })
const RemedyDialog = dynamic(() => import('./remedy-dialog'), { ssr: false })

/** What can be done about a refusal; each opens what does it, and nothing is done by itself. */
export function Remedies({ checked, why }: { checked: Checked; why: Refusal }) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { may } = useMe()
  const [open, setOpen] = useState<Remedy | null>(null)
  const { invite, user, arrival } = checked
  if (!invite) return null
  const groupId = invite.group.id
  const places: Partial<Record<Remedy, Route | null>> = {
    see_uses: inviteHref(invite.id),
    see_group: groupHref(groupId),
    see_requests: `${groupHref(groupId)}?tab=requests` as Route,
    see_person: user && personHref(user.id),
    see_action: may('ledger.read') && arrival?.ledgerId ? (`/ledger/${arrival.ledgerId}` as Route) : null,
  }
  const doable: Partial<Record<Remedy, boolean>> = {
    extend: may('invite.manage'),
    more_uses: may('invite.manage'),
    let_in: may('invite.manage'),
    replace: may('invite.manage'),
    resume: may('invite.manage'),
    return_use: may('invite.manage') && arrival?.counted === true,
    accept: may('member.accept') && user !== null,
    remind: may('invite.manage') && arrival?.state === 'applied',
  }
  const close = () => setOpen(null)
  const again = () => queryClient.invalidateQueries(trpc.invites.pathFilter())
  return (
    <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
      {REMEDIES[why].map((remedy, place) => {
        const href = places[remedy]
        const variant = place === 0 ? 'primary' : 'plain'
        if (href)
          return (
            <Link key={remedy} href={href} className={buttonClass({ size: 'md', variant: 'plain' })}>
              {t(`remedy_${remedy}`)}
            </Link>
          )
        return (
          doable[remedy] && (
            <Button key={remedy} size="md" variant={variant} onClick={() => setOpen(remedy)}>
              {t(`remedy_${remedy}`)}…
            </Button>
          )
        )
      })}
      {open === 'resume' && <StateDialog what="resume" invite={invite} onClose={close} />}
      {open === 'remind' && arrival && <RemindDialog redemptionId={arrival.id} onClose={close} />}
      {open === 'return_use' && arrival && <ReturnUseDialog arrival={arrival} onClose={close} />}
      {(open === 'extend' || open === 'more_uses' || open === 'let_in' || open === 'replace') && (
        <RemedyDialog what={open} inviteId={invite.id} onClose={close} />
      )}
      {open === 'accept' && user && (
        <ActionDialog
          action="member.accept"
          subject={{ id: memberKey(groupId, user.id), name: user.name ?? user.id }}
          onClose={close}
          onDone={again}
        />
      )}
    </div>
  )
}
