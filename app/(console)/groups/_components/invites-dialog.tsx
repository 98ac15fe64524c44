'use client'

import { PartMessages } from '@/app/_i18n/part-messages'
import BulkDialog from '@/app/(console)/invites/_components/bulk-dialog'

/** Makes a link for each of the chosen groups. */
export default function InvitesDialog(props: { groupIds: readonly string[]; onClose: () => void }) {
  return (
    <PartMessages parts={['invites']} outline={null}>
      <BulkDialog {...props} />
    </PartMessages>
  )
}
