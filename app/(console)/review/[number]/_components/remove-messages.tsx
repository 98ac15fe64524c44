'use client'

import { PartMessages } from '@/app/_i18n/part-messages'
import RemoveMessagesDialog from '@/app/(console)/people/[id]/_components/remove-messages-dialog'
import type { Target } from '@/server/features/cases/targets'

/** Finds and revokes what the person wrote lately: a batch of its own, with its own plan and undo. */
export default function RemoveMessages({ person, onClose }: { person: Target; onClose: () => void }) {
  return (
    <PartMessages parts={['people', 'person', 'forms', 'group_forms']} outline={null}>
      <RemoveMessagesDialog
        person={{ userId: person.id, nickname: person.name }}
        group={null}
        onClose={onClose}
      />
    </PartMessages>
  )
}
