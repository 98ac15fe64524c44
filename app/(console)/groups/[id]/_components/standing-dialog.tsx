'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { StandingChoice } from '@/app/(console)/_components/standing-choice'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { GROUP_STANDINGS } from '@/server/features/extension/schema'
import type { GroupDetail } from '@/server/features/groups/schema'

type Props = { group: GroupDetail; onClose: () => void; onDone: () => Promise<unknown> }

/** Puts a group under review, or takes it out of it; says what sets the rest of a group's standing. */
export default function StandingDialog(props: Props) {
  const { groupId, standing, underReview, openCases } = props.group
  const t = useTranslations('group')
  const trpc = useTRPC()
  const set = useMutation(trpc.groups.setStanding.mutationOptions())
  if (standing === 'suspended' || standing === 'dismissed') return <Follows {...props} standing={standing} />
  return (
    <StandingChoice
      textKey={`standing ${groupId}`}
      title={t('standing_question')}
      text={
        <>
          {t('standing_text')} {openCases > 0 && t('standing_open_case')}
        </>
      }
      submitLabel={t('standing_submit')}
      label={t('standing')}
      choices={GROUP_STANDINGS}
      start={underReview ? 'under_review' : 'good'}
      send={(next, reason) => set.mutateAsync({ groupId, standing: next, reason })}
      onClose={props.onClose}
      onDone={props.onDone}
    />
  )
}

function Follows({ standing, onClose }: Props & { standing: 'suspended' | 'dismissed' }) {
  const t = useTranslations('group')
  return (
    <Dialog title={t('standing_question')} subtitle={t(`standing_follows_${standing}`)} onClose={onClose}>
      <div className="mt-3.5 flex justify-end">
        <Button size="md" onClick={onClose}>
          {t('standing_close')}
        </Button>
      </div>
    </Dialog>
  )
}
