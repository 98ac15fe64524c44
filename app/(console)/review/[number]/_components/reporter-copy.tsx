'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useTranslations } from 'use-intl'
import { TextDiff } from '@/app/(console)/_components/text-diff'
import { Time } from '@/components/time/time'
import { UserText } from '@/components/ui/user-text'
import type { CaseReport } from '@/server/features/cases/schema'
import type { ShownEvidence } from '@/server/features/evidence/schema'

/** What reporters sent, where it is not what OpenIM had: the words that differ are marked, nobody has to guess. */
export default function ReporterCopy({
  evidence,
  reports,
}: {
  evidence: ShownEvidence
  reports: CaseReport[]
}) {
  const t = useTranslations('case')
  const words = useTranslations('evidence')
  const had = evidence.messages.find((message) => message.reported)
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {had && (
        <Figure label={t('openim_had')}>
          <UserText label={t('openim_had')}>{had.text}</UserText>
        </Figure>
      )}
      {reports.map(
        ({ id, reporter, copyText, differs }) =>
          copyText !== null && (
            <Figure
              key={id}
              label={
                <>
                  {t('reporter_copy')} · <bdi>{reporter.name}</bdi>
                </>
              }
            >
              <section
                dir="auto"
                aria-label={words('differs', { name: reporter.name })}
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, by keyboard too.
                tabIndex={0}
                className="max-h-96 overflow-y-auto wrap-anywhere contain-paint"
              >
                {had ? <TextDiff before={had.text} after={copyText} /> : copyText}
              </section>
              {differs && <Differs differs={differs} />}
            </Figure>
          ),
      )}
    </div>
  )
}

/** In what else it differs: a forged sender or time does not show in the words. */
function Differs({ differs }: { differs: NonNullable<CaseReport['differs']> }) {
  const t = useTranslations('evidence')
  return (
    <ul className="mt-1.5 grid gap-0.5 text-sm wrap-anywhere text-warn">
      {differs.in.map((what) => (
        <li key={what}>
          {t(`differs_in.${what}`)}
          {what === 'sender' && (
            <>
              {': '}
              <bdi>{differs.sender}</bdi>
            </>
          )}
          {what === 'time' && differs.sentAt !== null && (
            <>
              {': '}
              <Time at={differs.sentAt} as="moment" />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Figure({ label, children }: { label: React.ReactNode; children: React.ReactNode }) {
  return (
    <figure className="min-w-0 rounded-lg border border-line bg-surface px-3.5 py-2.5">
      <figcaption className="text-sm wrap-anywhere text-ink-3">{label}</figcaption>
      {children}
    </figure>
  )
}
