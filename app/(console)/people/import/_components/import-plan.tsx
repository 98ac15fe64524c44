'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { DataTable } from '@/components/table/data-table'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { Segmented } from '@/components/ui/segmented'
import type { ImportPreview, ImportRow } from '@/server/features/people/import/schema'
import { useImportColumns } from './import-columns'

const STATES = ['new', 'registered', 'bad'] as const satisfies readonly ImportRow['state'][]

/** What a file would do, row by row, and preparing it. */
export function ImportPlan({ csv, preview }: { csv: string; preview: ImportPreview }) {
  const t = useTranslations('import_people')
  const { counts } = preview
  const [state, setState] = useState<ImportRow['state']>(counts.bad > 0 ? 'bad' : 'new')
  const columns = useImportColumns()
  const rows = preview.rows.filter((row) => row.state === state)
  return (
    <section aria-label={t('preview')} className="mt-6">
      <Prepare csv={csv} counts={counts} />
      {!preview.live && (
        <Notice tone="warn" className="mt-3">
          {t('from_index')}
        </Notice>
      )}
      <p className="mt-3 text-sm text-ink-3">
        <Columns columns={preview.columns} />
      </p>
      <div className="mt-3 max-w-lg">
        <Segmented
          label={t('rows')}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`state_${value}`, { n: counts[value] }) }))}
          onChange={setState}
        />
      </div>
      <DataTable
        label={t('rows')}
        columns={columns}
        rows={rows}
        rowKey={(row) => String(row.line)}
        empty={<Empty title={t(`none_${state}`)}>{null}</Empty>}
      />
      {rows.length < counts[state] && (
        <p className="py-3 text-sm text-ink-3">{t('and_more', { n: counts[state] - rows.length })}</p>
      )}
    </section>
  )
}

function Columns({ columns }: { columns: ImportPreview['columns'] }) {
  const t = useTranslations('import_people')
  if (columns === null) return t('no_header')
  const { userId, nickname, faceUrl, ignored } = columns
  return (
    <>
      {t('header', { id: userId, nickname, avatar: faceUrl ?? '–' })}
      {ignored.length > 0 && ` ${t('ignored', { columns: ignored.join(', ') })}`}
    </>
  )
}

/** What would happen in numbers, whether bad rows stop it, and the button that prepares it. */
function Prepare({ csv, counts }: { csv: string; counts: ImportPreview['counts'] }) {
  const t = useTranslations('import_people')
  const trpc = useTRPC()
  const router = useRouter()
  const refusalText = useRefusalText()
  const [onlyIfAllGood, setOnlyIfAllGood] = useState(false)
  const prepare = useMutation(
    trpc.people.prepareImport.mutationOptions({ onSuccess: ({ number }) => router.push(batchHref(number)) }),
  )
  const blocked = counts.new === 0 || (onlyIfAllGood && counts.bad > 0)
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-3.5">
      <p className="font-semibold" role="status">
        {t('summary', { n: counts.new })}
      </p>
      <ul className="mt-1 grid gap-0.5 text-sm text-ink-2">
        {counts.registered > 0 && <li>{t('summary_registered', { n: counts.registered })}</li>}
        {counts.bad > 0 && <li className="text-warn">{t('summary_bad', { n: counts.bad })}</li>}
        <li className="text-ink-3">{t('summary_next')}</li>
      </ul>
      {prepare.isError && (
        <Notice tone="danger" role="alert" className="mt-3">
          {refusalText(prepare.error)}
        </Notice>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          size="md"
          variant="primary"
          busy={prepare.isPending || prepare.isSuccess}
          disabled={blocked}
          onClick={() => prepare.mutate({ csv, onlyIfAllGood })}
        >
          {t('prepare')}
        </Button>
        {counts.bad > 0 && (
          <label className="flex cursor-pointer items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={onlyIfAllGood}
              onChange={(event) => setOnlyIfAllGood(event.target.checked)}
              className="size-3.5 accent-accent"
            />
            {t('only_if_all_good')}
          </label>
        )}
      </div>
    </div>
  )
}
