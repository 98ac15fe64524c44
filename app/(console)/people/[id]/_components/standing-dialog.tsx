'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ReasonDialog } from '@/app/(console)/_components/actions/reason-dialog'
import { Segmented } from '@/components/ui/segmented'
import { PERSON_STANDINGS } from '@/server/features/extension/schema'
import type { PersonDetail } from '@/server/features/people/person/schema'

/** Sets how Steward regards somebody. OpenIM is not told. */
export default function StandingDialog(props: {
  person: PersonDetail
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const { userId, standing: before } = props.person
  const t = useTranslations()
  const trpc = useTRPC()
  const set = useMutation(trpc.people.setStanding.mutationOptions())
  const [standing, setStanding] = useState(
    () => PERSON_STANDINGS.find((value) => value === before) ?? 'suspended',
  )
  return (
    <ReasonDialog
      textKey={`standing ${userId}`}
      title={t('person.standing_question')}
      text={t('person.standing_text')}
      submitLabel={t('person.standing_submit')}
      send={(reason) => set.mutateAsync({ userId, standing, reason })}
      onClose={props.onClose}
      onDone={props.onDone}
    >
      <Segmented
        label={t('people.standing')}
        value={standing}
        options={PERSON_STANDINGS.map((value) => ({ value, label: t(`standing.${value}`) }))}
        onChange={setStanding}
      />
    </ReasonDialog>
  )
}
