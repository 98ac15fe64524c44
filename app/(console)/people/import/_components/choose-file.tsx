'use client'

import { type DragEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { classes } from '@/components/ui/classes'

/** Where a file is chosen or dropped, and what it should hold. */
export function ChooseFile(props: { name: string | null; busy: boolean; onChoose: (file: File) => void }) {
  const t = useTranslations('import_people')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  // What was chosen while the page was still loading counts too.
  const catchUp = useEffectEvent(() => {
    const file = input.current?.files?.[0]
    if (file) props.onChoose(file)
  })
  useEffect(() => catchUp(), [])
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && !props.busy) props.onChoose(file)
  }
  return (
    <section
      aria-label={t('file')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes(
        'mt-4 rounded-lg border border-dashed px-4 py-4',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
      )}
    >
      <div className="flex flex-wrap items-center gap-3">
        <Button size="md" busy={props.busy} onClick={() => input.current?.click()}>
          {t(props.name === null ? 'choose' : 'choose_other')}
        </Button>
        <p className="min-w-0 truncate text-ink-2">
          {props.name === null ? t('drop') : <bdi className="font-medium text-ink">{props.name}</bdi>}
        </p>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          aria-label={t('file')}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0]
            // The same file, corrected, is chosen anew.
            event.target.value = ''
            if (file) props.onChoose(file)
          }}
        />
      </div>
      <p className="mt-3 text-sm text-ink-3">{t('format')}</p>
      <pre className="mt-1.5 overflow-x-auto rounded bg-sunken px-3 py-2 text-xs text-ink-2">
        {'id,nickname,avatar\nlsy1998,李思远,https://example.org/lsy.png\nmaryam_k,مريم الخطيب,'}
      </pre>
    </section>
  )
}
