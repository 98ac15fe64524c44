'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/app/_trpc/client'
import ActionDialog from '@/app/(console)/_components/actions/action-dialog'
import type { ActionName } from '@/server/actions/schema'
import type { GroupDetail } from '@/server/features/groups/schema'

/** Those whose form begins with what the group shows now. */
const CHANGES_THE_CARD: ReadonlySet<ActionName> = new Set(['group.edit', 'group.announce'])

/** Asks for one action on a group. Where it changes the card, the card is read first. */
export default function GroupDialog(props: {
  action: ActionName
  /** Of a suspension that runs. */
  changesEnd?: boolean
  group: GroupDetail
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const { action, group } = props
  const trpc = useTRPC()
  const { data: card, isError } = useQuery(
    trpc.groups.card.queryOptions(
      { groupId: group.groupId },
      { enabled: CHANGES_THE_CARD.has(action), staleTime: 0, gcTime: 0, retry: false },
    ),
  )
  // While OpenIM is away, what the index knows does.
  const known = { name: group.name, introduction: group.introduction, faceUrl: group.faceUrl }
  if (CHANGES_THE_CARD.has(action) && !card && !isError) return null
  return (
    <ActionDialog
      action={action}
      wording={props.changesEnd ? 'group.suspend_end' : undefined}
      input={props.changesEnd && group.suspendedUntil !== null ? { until: group.suspendedUntil } : undefined}
      subject={{ id: group.groupId, name: group.name }}
      now={card ? { ...card, joinRule: card.joinRule ?? undefined, text: card.announcement } : known}
      onClose={props.onClose}
      onDone={props.onDone}
    />
  )
}
