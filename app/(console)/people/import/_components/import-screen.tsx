'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { ChooseFile } from './choose-file'
import { ImportPlan } from './import-plan'
import { textOf } from './text-of'

/** As the procedures check it, bytes. */
const MOST_BYTES = 5 * 1024 * 1024

type Chosen = { name: string; csv: string }

/** Choosing a file, what it would do, and preparing it. */
export function ImportScreen() {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const [file, setFile] = useState<Chosen | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const preview = useMutation(trpc.people.previewImport.mutationOptions())

  const choose = async (chosen: File) => {
    preview.reset()
    setFile(null)
    setProblem(null)
    if (chosen.size > MOST_BYTES) return setProblem(t('errors.import_too_large'))
    try {
      const csv = textOf(new Uint8Array(await chosen.arrayBuffer()))
      setFile({ name: chosen.name, csv })
      preview.mutate({ csv })
    } catch {
      // It was moved or changed after it was chosen.
      setProblem(t('import_people.unreadable'))
    }
  }
  const error = problem ?? (preview.isError ? refusalText(preview.error) : null)
  return (
    <div className="max-w-5xl px-7 py-4 max-md:px-4">
      <nav className="truncate text-sm text-ink-3" aria-label={t('app.back')}>
        <Link href="/people" className="hover:text-ink">
          {t('people.title')}
        </Link>{' '}
        / {t('import_people.title')}
      </nav>
      <h1 className="mt-3 text-xl font-semibold tracking-tight">{t('import_people.title')}</h1>
      <p className="mt-1 max-w-prose text-ink-2">{t('import_people.lead')}</p>
      <ChooseFile
        name={file?.name ?? null}
        busy={preview.isPending}
        onChoose={(chosen) => void choose(chosen)}
      />
      {error && (
        <Notice tone="danger" role="alert" className="mt-4">
          {error}
        </Notice>
      )}
      {preview.isPending && <Outline label={t('import_people.reading')} />}
      {file && preview.data && <ImportPlan csv={file.csv} preview={preview.data} />}
    </div>
  )
}

function Outline({ label }: { label: string }) {
  return (
    <div role="status" className="mt-6 grid gap-4">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-5 w-72" />
      <Skeleton className="h-3.5 w-full" />
      <Skeleton className="h-3.5 w-full" />
      <Skeleton className="h-3.5 w-11/12" />
    </div>
  )
}
