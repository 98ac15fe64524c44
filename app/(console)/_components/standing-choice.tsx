'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ReasonDialog } from '@/app/(console)/_components/actions/reason-dialog'
import { Segmented } from '@/components/ui/segmented'
import type { PERSON_STANDINGS } from '@/server/features/extension/schema'

type SetByHand = (typeof PERSON_STANDINGS)[number]

/** Asks which standing a group or a person is to have, and why. It is set once the server said so. */
export function StandingChoice<S extends SetByHand>(props: {
  textKey: string
  title: ReactNode
  text: ReactNode
  submitLabel: ReactNode
  label: string
  choices: readonly S[]
  /** Chosen at first. */
  start: S
  send: (standing: S, reason: string) => Promise<unknown>
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const t = useTranslations('standing')
  const nameOf = (value: SetByHand) => t(value)
  const [standing, setStanding] = useState(props.start)
  return (
    <ReasonDialog
      textKey={props.textKey}
      title={props.title}
      text={props.text}
      submitLabel={props.submitLabel}
      send={(reason) => props.send(standing, reason)}
      onClose={props.onClose}
      onDone={props.onDone}
    >
      <Segmented
        label={props.label}
        value={standing}
        options={props.choices.map((value) => ({ value, label: nameOf(value) }))}
        onChange={setStanding}
      />
    </ReasonDialog>
  )
}
