'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { StandingChoice } from '@/app/(console)/_components/standing-choice'
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
  return (
    <StandingChoice
      textKey={`standing ${userId}`}
      title={t('person.standing_question')}
      text={t('person.standing_text')}
      submitLabel={t('person.standing_submit')}
      label={t('people.standing')}
      choices={PERSON_STANDINGS}
      start={PERSON_STANDINGS.find((value) => value === before) ?? 'suspended'}
      send={(standing, reason) => set.mutateAsync({ userId, standing, reason })}
      onClose={props.onClose}
      onDone={props.onDone}
    />
  )
}
