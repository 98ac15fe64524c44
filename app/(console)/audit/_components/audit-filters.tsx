'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { withParams } from '@/app/_search/with-params'
import { IdFilter, typedIn } from '@/app/(console)/_components/id-filter'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { ChipSelect } from '@/components/ui/chip-select'
import { AUDIT_ACTIONS } from '@/server/audit/schema'
import type { AuditFilter } from '@/server/features/audit/schema'

/** Filters of the audit: what, by whom, about what. Written into the address. */
export function AuditFilters({ filter }: { filter: AuditFilter }) {
  const t = useTranslations('audit')
  const named = useNamed()
  const router = useRouter()
  const params = useSearchParams().toString()
  const set = (changes: Record<string, string | undefined>) =>
    router.replace(`/audit${withParams(params, { ...changes, row: undefined })}` as Route, { scroll: false })
  const listed = AUDIT_ACTIONS.find((action) => action === filter.action)
  return (
    <form
      className="flex flex-wrap items-center gap-1.5 py-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        const typed = new FormData(event.currentTarget)
        set({ actor: typedIn(typed, 'actor'), subject: typedIn(typed, 'subject') })
      }}
    >
      <ChipSelect
        label={t('what')}
        value={listed ?? ''}
        neutral=""
        options={[
          { value: '', label: t('all_actions') },
          ...AUDIT_ACTIONS.map((value) => ({ value, label: named('audit_actions', value) })),
        ]}
        onChange={(action) => set({ action })}
      />
      <IdFilter name="actor" label={t('actor_filter')} value={filter.actor} most={128} />
      <IdFilter name="subject" label={t('subject_filter')} value={filter.subject} most={128} />
      <Button type="submit">{t('filter')}</Button>
      {Object.values(filter).some(Boolean) && (
        <Link href="/audit" className={buttonClass({ variant: 'ghost' })}>
          {t('clear')}
        </Link>
      )}
    </form>
  )
}
