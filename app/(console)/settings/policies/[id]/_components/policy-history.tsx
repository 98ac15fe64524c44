'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { LOCALE_NAMES, LOCALES } from '@/app/_i18n/locales'
import { TextDiff } from '@/app/(console)/_components/text-diff'
import { Time } from '@/components/time/time'
import { Section } from '@/components/ui/section'
import { inLanguage } from '@/server/features/desk/localised'
import type { PolicyVersionRow } from '@/server/features/desk/settings/schema'
import { SelectField } from '../../../_components/select-field'

/** Every version of a policy, and what changed between two of them. */
export function PolicyHistory({ versions }: { versions: readonly PolicyVersionRow[] }) {
  const t = useTranslations('desk_settings')
  const locale = useLocale()
  return (
    <>
      {versions.length > 1 && <Difference versions={versions} />}
      <Section title={t('history')}>
        <ol className="divide-y divide-line border-y border-line">
          {versions.map(({ id, version, names, createdAt, by, hash }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-3 py-2">
              <span className="font-medium">{t('version_n', { n: version })}</span>
              <span>{inLanguage(names, locale)}</span>
              <span className="text-ink-3">
                {by === null ? t('came_with') : <bdi>{by}</bdi>}, <Time at={createdAt} as="moment" />
              </span>
              <code className="text-xs text-ink-3 md:ml-auto" title={hash}>
                {hash.slice(0, 12)}
              </code>
            </li>
          ))}
        </ol>
      </Section>
    </>
  )
}

/** Two versions beside each other; at first the newest two. */
function Difference({ versions }: { versions: readonly PolicyVersionRow[] }) {
  const t = useTranslations('desk_settings')
  const newest = versions[0]?.version ?? 0
  // Counted from the newest, so that a version saved now is compared at once.
  const [chosen, setChosen] = useState<{ from: number; to: number } | null>(null)
  const { from, to } = chosen ?? { from: newest - 1, to: newest }
  const options = versions.map(({ version }) => ({
    value: String(version),
    label: t('version_n', { n: version }),
  }))
  const [before, after] = [from, to].map((n) => versions.find(({ version }) => version === n))
  return (
    <Section title={t('difference')}>
      <div className="mb-3 grid max-w-96 grid-cols-2 gap-3.5">
        <SelectField
          label={t('from')}
          value={String(from)}
          options={options}
          onChange={(value) => setChosen({ from: Number(value), to })}
        />
        <SelectField
          label={t('to')}
          value={String(to)}
          options={options}
          onChange={(value) => setChosen({ from, to: Number(value) })}
        />
      </div>
      <div className="grid gap-3.5 md:grid-cols-2">
        {LOCALES.map((language) => (
          <div key={language} lang={language} className="rounded border border-line bg-surface px-3.5 py-3">
            <p className="mb-1 text-sm text-ink-3">{LOCALE_NAMES[language]}</p>
            <div className="font-medium">
              <TextDiff before={before?.names[language] ?? ''} after={after?.names[language] ?? ''} />
            </div>
            <TextDiff before={before?.texts[language] ?? ''} after={after?.texts[language] ?? ''} />
          </div>
        ))}
      </div>
    </Section>
  )
}
