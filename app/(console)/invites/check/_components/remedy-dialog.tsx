'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useTimeStyle } from '@/components/time/clock'
import NewInviteDialog from '../../_components/new-invite-dialog'
import { knownTerms } from '../../_components/typed-terms'
import EditInviteDialog from '../../[id]/_components/edit-dialog'

/** Opens a link's terms with what would help proposed, or a new link like it. */
export default function RemedyDialog(props: {
  what: 'extend' | 'more_uses' | 'let_in' | 'replace'
  inviteId: string
  onClose: () => void
}) {
  const { what, inviteId, onClose } = props
  const trpc = useTRPC()
  const t = useTranslations('invites')
  const { timeZone } = useTimeStyle()
  const { data: invite } = useQuery(trpc.invites.get.queryOptions({ key: inviteId, timeZone }))
  if (!invite) return <p className="sr-only">{t('searching')}</p>
  if (what === 'replace') {
    const { end: _, at: __, ...terms } = knownTerms(invite)
    const group = { id: invite.group.id, name: invite.group.name ?? invite.group.id }
    return <NewInviteDialog group={group} start={terms} onClose={onClose} />
  }
  const more = String((invite.maxUses ?? 0) + 10)
  const proposed = {
    extend: { end: '7', at: null },
    more_uses: { uses: more },
    let_in: { mode: 'join' },
  } as const
  return <EditInviteDialog invite={invite} start={proposed[what]} onClose={onClose} />
}
