'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import type { ActionName } from '@/server/actions/schema'
import type { GroupFilter } from '@/server/features/groups/schema'
import { MOST_GROUPS } from '@/server/features/invites/manage/schema'

const BatchDialog = dynamic(() => import('./batch-dialog'), { ssr: false })
const CategoryDialog = dynamic(() => import('./category-dialog'), { ssr: false })
const InvitesDialog = dynamic(() => import('./invites-dialog'), { ssr: false })
const TagsDialog = dynamic(() => import('./tags-dialog'), { ssr: false })

/** What was chosen: some groups, or all that match. */
export type Chosen = { ids: string[] } | { filter: GroupFilter }

export type BulkDialogProps = {
  chosen: Chosen
  /** How many they are, in words. */
  text: string
  onClose: () => void
  onDone: () => void
}

/** What can be done to many groups at once. */
const BULK = [
  'group.suspend',
  'group.lift',
  'group.dismiss',
  'group.restore',
] as const satisfies readonly ActionName[]

const OTHERS = ['category', 'tags', 'invites'] as const
type Other = (typeof OTHERS)[number]
const isOther = (open: ActionName | Other): open is Other => OTHERS.some((one) => one === open)

/** The buttons of what can be done to the chosen groups. Each opens a dialog; none acts by itself. */
export function BulkActions({ chosen, text, onDone }: { chosen: Chosen; text: string; onDone: () => void }) {
  const t = useTranslations('groups')
  const named = useNamed()
  const { may } = useMe()
  const [open, setOpen] = useState<ActionName | Other | null>(null)
  const dialog = { chosen, text, onDone, onClose: () => setOpen(null) }
  return (
    <>
      {BULK.filter((action) => may('action.submit') && may(action)).map((action) => (
        <Button key={action} onClick={() => setOpen(action)}>
          {named('actions', `${action}.short`)}…
        </Button>
      ))}
      {may('subject.annotate') && (
        <>
          <Button onClick={() => setOpen('category')}>{t('bulk_set_category')}</Button>
          <Button onClick={() => setOpen('tags')}>{t('bulk_set_tags')}</Button>
        </>
      )}
      {may('invite.manage') && 'ids' in chosen && chosen.ids.length <= MOST_GROUPS && (
        <Button onClick={() => setOpen('invites')}>{t('bulk_invites')}</Button>
      )}
      {open === 'invites' && 'ids' in chosen && (
        <InvitesDialog groupIds={chosen.ids} onClose={dialog.onClose} />
      )}
      {open === 'category' && <CategoryDialog {...dialog} />}
      {open === 'tags' && <TagsDialog {...dialog} />}
      {open !== null && !isOther(open) && <BatchDialog {...dialog} action={open} />}
    </>
  )
}
