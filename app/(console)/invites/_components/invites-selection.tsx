'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { SelectionBar } from '@/components/table/selection-bar'
import { Button } from '@/components/ui/button'
import type { InviteItem } from '@/server/features/invites/console/schema'
import { type ManyChange, MOST_CHANGED } from '@/server/features/invites/manage/schema'
import { InviteForm } from './invite-form'

/** Links that a change is for: the others are as it would make them, or cannot be. */
const FITS: Record<ManyChange, (invite: InviteItem) => boolean> = {
  pause: ({ ownState }) => ownState === 'active',
  resume: ({ ownState, groupHold }) => ownState === 'paused' && groupHold !== 'dismissed',
  revoke: ({ ownState }) => ownState !== 'revoked',
}
const OFFERED = ['resume', 'pause', 'revoke'] as const

/** How many links are ticked, and what can be done with those of them that it fits. */
export default function InvitesSelection(props: { chosen: readonly InviteItem[]; onClear: () => void }) {
  const { chosen, onClear } = props
  const t = useTranslations('invites')
  const [open, setOpen] = useState<ManyChange | null>(null)
  const fitting = (what: ManyChange) => chosen.filter(FITS[what]).slice(0, MOST_CHANGED)
  return (
    <SelectionBar
      label={t('chosen_links_label')}
      text={t('chosen_links', { n: chosen.length })}
      clearLabel={t('choose_none')}
      onClear={onClear}
    >
      {OFFERED.map((what) => (
        <Button key={what} disabled={fitting(what).length === 0} onClick={() => setOpen(what)}>
          {t(what)}…
        </Button>
      ))}
      {open && (
        <ManyDialog what={open} links={fitting(open)} onClose={() => setOpen(null)} onDone={onClear} />
      )}
    </SelectionBar>
  )
}

function ManyDialog(props: {
  what: ManyChange
  links: readonly InviteItem[]
  onClose: () => void
  onDone: () => void
}) {
  const { what, onClose, onDone } = props
  const t = useTranslations('invites')
  const named = useNamed()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  // As they were when this was asked: the list goes on changing.
  const [links] = useState(props.links)
  const save = useMutation(
    trpc.invites.changeMany.mutationOptions({
      onSuccess: async (results) => {
        await queryClient.invalidateQueries(trpc.invites.pathFilter())
        if (results.every(({ refused }) => refused === null)) onDone()
      },
    }),
  )
  const left = save.data?.filter(({ refused }) => refused !== null) ?? []
  const abused = what === 'resume' && links.some(({ pauseReason }) => pauseReason === 'abuse')
  return (
    <InviteForm
      title={t(`many_${what}`, { n: links.length })}
      subtitle={t(abused ? 'resume_abuse_text' : `${what}_text`)}
      submitLabel={t(what)}
      danger={what === 'revoke'}
      busy={save.isPending}
      problem={save.error && refusalText(save.error)}
      onClose={save.data ? onDone : onClose}
      onSubmit={() => save.mutate({ what, links: links.map(({ id, version }) => ({ id, version })) })}
    >
      {left.length > 0 && (
        <ul role="alert" className="max-h-40 overflow-y-auto text-sm text-danger">
          {left.map(({ id, refused }) => (
            <li key={id}>
              <code className="text-xs">{links.find((link) => link.id === id)?.spelled}</code>{' '}
              {named('errors', refused ?? '')}
            </li>
          ))}
        </ul>
      )}
    </InviteForm>
  )
}
