'use client'

import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { SubmitKey } from '@/components/shell/submit-key'
import { Button } from '@/components/ui/button'
import type { useDecision } from './use-decision'

/** The button that carries it out; it names the effect. Red only where a group would be dismissed. */
export function DecideSubmit({ decision }: { decision: ReturnType<typeof useDecision> }) {
  const t = useTranslations()
  const named = useNamed()
  const { choice, action, planned, ready, form, emergency } = decision
  const label = action && named('actions', `${action}.submit`)
  const undoSeconds = planned ? Math.round(planned.undoMs / 1_000) : 0
  return (
    <footer className="grid gap-1.5 border-t border-line px-4 py-3 text-center">
      <Button
        type="submit"
        size="lg"
        wide
        variant={action === 'group.dismiss' && !emergency.asks ? 'danger' : 'primary'}
        disabled={!ready}
        busy={form.busy}
      >
        {choice === null && t('decide.submit_choose')}
        {choice === 'none' && t('decide.submit_none')}
        {label && emergency.asks && t('action.propose', { label })}
        {label &&
          !emergency.asks &&
          (planned ? t('action.submit_people', { label, n: planned.people }) : label)}
        <SubmitKey quiet />
      </Button>
      <p className="min-h-[18px] text-sm text-ink-3">
        {choice === 'none' && t('decide.note_none')}
        {emergency.asks && t('action.propose_note')}
        {planned &&
          !emergency.asks &&
          (undoSeconds > 0 ? t('decide.note_action', { seconds: undoSeconds }) : t('decide.note_at_once'))}
      </p>
    </footer>
  )
}
