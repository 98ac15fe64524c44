'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { ReasonField } from '@/app/(console)/_components/actions/reason-field'
import { Notice } from '@/components/ui/notice'
import type { CaseDetail } from '@/server/features/cases/schema'
import { DecideSubmit } from './decide-submit'
import { DetailsOutline } from './details-outline'
import { NoticeChoices } from './notice-choices'
import { PolicyField } from './policy-field'
import { ReasonTexts } from './reason-texts'
import type { Claim } from './use-claim'
import type { Decision } from './use-decision'
import { useSubmission } from './use-submission'

const EarlierActions = dynamic(() => import('./earlier-actions'), { loading: () => null })

type Props = { item: CaseDetail; claim: Claim; decision: Decision }

/** Policy, reason, whom it is told to, and the button that carries it out. Loaded when somebody begins to decide. */
export default function DecideDetails(props: Props) {
  return (
    <PartMessages parts={['deciding']} outline={<DetailsOutline />}>
      <Details {...props} />
    </PartMessages>
  )
}

function Details({ item, claim, decision }: Props) {
  const t = useTranslations()
  const submission = useSubmission(item, claim, decision)
  const { draft, form } = submission
  const type = (text: string) => {
    draft.setText(text)
    form.typed()
  }
  return (
    <>
      {draft.lost && (
        <Notice tone="warn" role="alert">
          {t('decide.lost')}
        </Notice>
      )}
      {form.formError && (
        <Notice tone={form.formError.overtaken ? 'warn' : 'danger'} role="alert">
          {form.formError.text}
        </Notice>
      )}
      {decision.draft.picked.length > 0 && <PolicyField decision={decision} />}
      <div className="grid gap-1.5">
        <ReasonField
          ref={form.field}
          value={draft.text}
          onChange={type}
          onSubmit={({ shiftKey }) => decision.want(shiftKey ? 'next' : 'stay')}
          error={form.fieldError}
        />
        <ReasonTexts item={item} decision={decision} text={draft.text} onChange={type} />
      </div>
      {decision.chosen && (
        <NoticeChoices
          about={{ name: item.context || item.subject.name, reports: item.reports }}
          decision={decision}
        />
      )}
      {item.ledger.length > 0 && <EarlierActions items={item.ledger} />}
      <DecideSubmit decision={decision} submission={submission} isHeld={Boolean(claim.other)} />
    </>
  )
}
