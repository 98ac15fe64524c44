'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { keepTyped, typedBefore } from '@/app/(console)/_components/actions/typed-text'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import type { GroupDetail } from '@/server/features/groups/schema'
import { idsInLines } from './ids-in-lines'
import MembersBatchDialog from './members-batch-dialog'

/** As many as one batch takes by name. */
const MOST = 10_000

/** Asks whom to bring into a group, by id. */
export default function AddMembersDialog({ group, onClose }: { group: GroupDetail; onClose: () => void }) {
  const t = useTranslations('group')
  const key = `add members ${group.groupId}`
  const [text, setText] = useState(() => typedBefore(key))
  const userIds = idsInLines(text)
  const tooMany = userIds.length > MOST
  return (
    <MembersBatchDialog
      groupId={group.groupId}
      action="member.add"
      title={t('add_title')}
      chosen={userIds.length > 0 && !tooMany ? { userIds } : null}
      onClose={onClose}
    >
      <Field
        label={t('add_ids')}
        hint={userIds.length > 0 && t('add_count', { n: userIds.length })}
        error={tooMany && t('add_most', { n: MOST })}
      >
        {(control) => (
          <TextArea
            {...control}
            dir="ltr"
            data-first=""
            spellCheck={false}
            rows={6}
            value={text}
            className="font-mono"
            onChange={(event) => {
              setText(event.target.value)
              keepTyped(key, event.target.value)
            }}
          />
        )}
      </Field>
    </MembersBatchDialog>
  )
}
