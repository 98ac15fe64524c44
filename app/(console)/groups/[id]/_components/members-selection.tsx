'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useMe } from '@/app/(console)/_components/me'
import { SelectionBar } from '@/components/table/selection-bar'
import type { Selection } from '@/components/table/use-selection'
import { Button } from '@/components/ui/button'
import type { ActionName } from '@/server/actions/schema'
import type { MemberFilter } from '@/server/features/groups/page/schema'
import MembersBatchDialog from './members-batch-dialog'

/** What can be done to many members at once. */
const BULK = [
  'member.mute',
  'member.unmute',
  'member.kick',
  'member.role',
] as const satisfies readonly ActionName[]

/** How many members are ticked, and the actions on them: each leads to its plan, where it is run. */
export default function MembersSelection(props: {
  groupId: string
  filter: MemberFilter
  matching: number
  selection: Selection
  /** Nobody more matches than what is loaded. */
  allLoaded: boolean
}) {
  const { groupId, filter, matching, selection } = props
  const t = useTranslations('group')
  const named = useNamed()
  const { may } = useMe()
  const [open, setOpen] = useState<ActionName | null>(null)
  const people = t('count_members', { n: selection.all ? matching : selection.ids.size })
  const all = t('count_members', { n: matching })
  const offersAll = !selection.all && selection.loaded === 'all' && !props.allLoaded
  return (
    <SelectionBar
      label={t('chosen_members')}
      text={people}
      more={
        offersAll ? { label: t('take_all_members', { people: all }), onTake: selection.takeAll } : undefined
      }
      clearLabel={t('choose_none')}
      onClear={selection.clear}
    >
      {BULK.filter((action) => may(action)).map((action) => (
        <Button key={action} onClick={() => setOpen(action)}>
          {named('actions', `${action}.short`)}…
        </Button>
      ))}
      {open && (
        <MembersBatchDialog
          groupId={groupId}
          action={open}
          title={t('batch_title', { action: named('actions', `${open}.label`), people })}
          chosen={selection.all ? { filter } : { userIds: [...selection.ids] }}
          onClose={() => setOpen(null)}
        />
      )}
    </SelectionBar>
  )
}
