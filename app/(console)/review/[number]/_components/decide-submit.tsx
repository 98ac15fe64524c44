'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { SubmitKey } from '@/components/shell/submit-key'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import type { Decision } from './use-decision'
import type { Submission } from './use-submission'

type Props = { decision: Decision; submission: Submission; isHeld: boolean }

/** The buttons that carry it out; the first names the effect. Red only where a group would be dismissed. */
export function DecideSubmit({ decision, submission, isHeld }: Props) {
  const t = useTranslations()
  const label = useLabel(decision, submission)
  const { busy, blocked, hasNext } = submission
  const { picked, none } = decision.draft
  const plans = submission.plans.flatMap(({ data }) => data ?? [])
  const stops =
    plans.some(({ obstacles }) => obstacles.length > 0) || picked.some(({ input }) => input === null)
  const asks = asksSomebody(decision, submission)
  const ready = decision.chosen && !isHeld && !stops
  const grave = !asks && picked.some(({ action }) => action === 'group.dismiss')
  const undoSeconds = Math.round(Math.max(0, ...plans.map(({ undoMs }) => undoMs)) / 1_000)
  return (
    <footer className="-mx-4 mt-auto grid gap-1.5 border-t border-line bg-surface px-4 py-3 text-center md:sticky md:bottom-0">
      <Button
        type="submit"
        size="lg"
        wide
        variant={grave ? 'danger' : 'primary'}
        disabled={!ready}
        busy={busy}
      >
        {label}
        <SubmitKey quiet />
      </Button>
      {hasNext && (
        <Button wide disabled={!ready || busy} onClick={() => decision.want('next')}>
          {t('deciding.submit_next')}
          <span className="flex gap-1">
            <Kbd quiet>⇧</Kbd>
            <SubmitKey quiet />
          </span>
        </Button>
      )}
      <p className="min-h-[18px] text-sm text-ink-3" role={blocked ? 'alert' : undefined}>
        {blocked && !ready && t('deciding.blocked')}
        {!blocked && none && t('decide.note_none')}
        {!blocked && asks && t('action.propose_note')}
        {!blocked &&
          picked.length > 0 &&
          !asks &&
          plans.length > 0 &&
          (undoSeconds > 0 ? t('decide.note_action', { seconds: undoSeconds }) : t('decide.note_at_once'))}
      </p>
    </footer>
  )
}

/** Whether a second person is asked for any of it. */
function asksSomebody({ draft }: Decision, { plans }: Submission): boolean {
  return plans.some(
    ({ data }) => data?.approval && !draft.picked.find((one) => one.action === data.action)?.emergency,
  )
}

function useLabel(decision: Decision, submission: Submission): string {
  const t = useTranslations()
  const named = useNamed()
  const format = useFormatter()
  const { none, picked } = decision.draft
  if (none) return t('decide.submit_none')
  const [first] = picked
  if (!first) return t('decide.submit_choose')
  const asks = asksSomebody(decision, submission)
  if (picked.length > 1) {
    const names = picked.map(({ action, subjectIds }) => {
      const name = named('actions', `${action}.short`)
      return subjectIds.length > 1 ? t('deciding.times', { name, n: subjectIds.length }) : name
    })
    const label = format.list(names, { type: 'conjunction' })
    return asks ? t('action.propose', { label }) : label
  }
  const label = named('actions', `${first.action}.submit`)
  if (asks) return t('action.propose', { label })
  if (first.subjectIds.length > 1) return t('deciding.times', { name: label, n: first.subjectIds.length })
  const people = submission.plans[0]?.data?.people
  const isGroup = first.action.startsWith('group.')
  return isGroup && people !== undefined ? t('action.submit_people', { label, n: people }) : label
}
