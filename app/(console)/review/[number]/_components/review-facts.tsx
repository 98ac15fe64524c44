'use client'

import { useLocale, useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { PartMessages } from '@/app/_i18n/part-messages'
import { TextDiff } from '@/app/(console)/_components/text-diff'
import { Time } from '@/components/time/time'
import { Skeleton } from '@/components/ui/skeleton'
import type { PolicyThen, Review } from '@/server/features/appeals/schema'
import { inLanguage } from '@/server/features/desk/localised'
import { CaseLink } from './case-link'

/** What a case looks at again: the appeal, and the first verdict as far as it may be seen. */
export default function ReviewFacts({ review }: { review: Review }) {
  return (
    <PartMessages parts={['reviewing', 'text_diff']} outline={<Skeleton className="h-24 w-full" />}>
      <Facts review={review} />
    </PartMessages>
  )
}

function Facts({ review: { appeal, first, number } }: { review: Review }) {
  const t = useTranslations('reviewing')
  return (
    <div className="grid gap-3 text-sm">
      {appeal && (
        <section className="rounded-lg border border-line px-3 py-2.5">
          <h3 className="flex items-baseline gap-2 font-strong">
            {t('appeal')} <Time at={appeal.at} as="moment" className="ml-auto text-xs text-ink-3" />
          </h3>
          <p className="text-ink-3">
            <bdi>{appeal.name}</bdi>
            {appeal.writtenBy && ` · ${t('written_by', { name: appeal.writtenBy })}`}
          </p>
          <p className="mt-1 break-words whitespace-pre-line">{appeal.text ?? t('erased')}</p>
        </section>
      )}
      {first ? (
        <First first={first} number={number} />
      ) : (
        <p className="rounded bg-sunken px-3 py-2.5 text-ink-2">{t('blind')}</p>
      )}
    </div>
  )
}

function First({ first, number }: { first: NonNullable<Review['first']>; number: number | null }) {
  const t = useTranslations('reviewing')
  const outcomes = useTranslations('case_outcomes')
  const named = useNamed()
  return (
    <section className="grid gap-1 rounded-lg border border-line px-3 py-2.5">
      <h3 className="flex items-baseline gap-2 font-strong">
        {t('first')} {number !== null && <CaseLink number={number} />}
        <Time at={first.at} as="moment" className="ml-auto text-xs text-ink-3" />
      </h3>
      <p>
        <b className="font-strong">{outcomes(first.outcome)}</b>{' '}
        <span className="text-ink-3">{t('by', { name: first.by })}</span>
      </p>
      {first.actions.length > 0 && (
        <ul className="list-disc pl-4 marker:text-ink-3">
          {first.actions.map(({ action, name, inverse }) => (
            <li key={`${action} ${name}`}>
              {named('actions', `${action}.label`)} · <bdi>{name}</bdi>{' '}
              <span className="text-ink-3">
                {inverse ? t('taken_back_by', { action: named('actions', `${inverse}.label`) }) : t('stays')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {first.reason && <p className="break-words whitespace-pre-line text-ink-2">{first.reason}</p>}
      {first.policy && <Policy policy={first.policy} />}
    </section>
  )
}

function Policy({ policy }: { policy: PolicyThen }) {
  const t = useTranslations('reviewing')
  const locale = useLocale()
  const then = inLanguage(policy.texts, locale)
  return (
    <details className="text-ink-2">
      <summary className="cursor-pointer">
        {t('policy', { name: inLanguage(policy.names, locale), version: policy.version })}
        {policy.now && (
          <span className="text-warn"> {t('policy_changed', { version: policy.now.version })}</span>
        )}
      </summary>
      <div className="mt-1 rounded bg-sunken px-2.5 py-2">
        {policy.now ? <TextDiff before={then} after={inLanguage(policy.now.texts, locale)} /> : then}
      </div>
    </details>
  )
}
