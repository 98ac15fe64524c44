'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { StaffLimits } from '@/server/features/settings/schema'
import { NumberField } from '../../_components/number-field'
import { wholeNumber } from '../../_components/whole-number'
import { HOUR_MS } from './hour'

/** A hundred years; nobody means more. */
const MOST_HOURS = 876_000
const MOST_PEOPLE = 10_000_000

/** Sets how far somebody may go alone. */
export default function LimitsDialog(props: {
  staff: StaffLimits
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const { id: staffId, name, limits: before } = props.staff
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const [hours, setHours] = useState(() =>
    before.longestMuteMs === null ? '' : String(Math.floor(before.longestMuteMs / HOUR_MS)),
  )
  const [people, setPeople] = useState(() => before.largestGroup?.toString() ?? '')
  const [told, setTold] = useState(false)
  const save = useMutation(
    trpc.settings.setStaffLimits.mutationOptions({
      onSuccess: async () => {
        await props.onDone()
        props.onClose()
      },
      onError: () => void props.onDone(),
    }),
  )
  const longest = wholeNumber(hours, 0, MOST_HOURS)
  const largestGroup = wholeNumber(people, 0, MOST_PEOPLE)
  const wrong = (most: number) => t('approval.number_wrong', { least: 0, most })
  const submit = () => {
    setTold(true)
    if (longest === undefined || largestGroup === undefined || save.isPending) return
    const longestMuteMs = longest === null ? null : longest * HOUR_MS
    save.mutate({ staffId, limits: { longestMuteMs, largestGroup }, before })
  }
  return (
    <Dialog
      title={t('approval.limit_edit_title', { name })}
      subtitle={t('approval.limits_text')}
      onClose={props.onClose}
      locked={save.isPending}
    >
      <form
        className="mt-3.5 grid gap-3.5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {save.isError && (
          <Notice tone="danger" role="alert">
            {refusalText(save.error)}
          </Notice>
        )}
        <NumberField
          first
          label={t('approval.limit_mute')}
          hint={t('approval.limit_empty')}
          error={told && longest === undefined ? wrong(MOST_HOURS) : null}
          value={hours}
          onChange={setHours}
        />
        <NumberField
          label={t('approval.limit_group')}
          hint={t('approval.limit_empty')}
          error={told && largestGroup === undefined ? wrong(MOST_PEOPLE) : null}
          value={people}
          onChange={setPeople}
        />
        <div className="flex justify-end gap-2">
          <Button size="md" onClick={props.onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={save.isPending}>
            {t('approval.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
