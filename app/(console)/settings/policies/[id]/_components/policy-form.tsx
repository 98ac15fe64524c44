'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { TextDiff } from '@/app/(console)/_components/text-diff'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { PolicyVersionRow } from '@/server/features/desk/settings/schema'
import { LocalisedFields, typedTexts } from '../../../_components/localised-fields'
import { useDeskSaved } from '../../../_components/use-desk-saved'
import { useFieldErrors } from '../../../_components/use-field-errors'
import { useTyped } from '../../../_components/use-typed'

const FIELDS = ['names.en', 'names.zh-CN', 'texts.en', 'texts.zh-CN']
const COLUMNS = 'grid gap-3.5 md:grid-cols-2'

const typedOf = (newest: PolicyVersionRow | null) => ({
  names: typedTexts(newest?.names),
  texts: typedTexts(newest?.texts),
})

/** Writes the next version of a policy. What is there now stays what earlier decisions rest on. */
export function PolicyForm(props: { policyId: string; newest: PolicyVersionRow; mayWrite: boolean }) {
  const { policyId, newest, mayWrite } = props
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const [saved, setSaved] = useState<number | null>(null)
  const save = useMutation(trpc.desk.savePolicy.mutationOptions(useDeskSaved()))
  const { typed, set, version, takeTheirs, follow } = useTyped(newest, typedOf, save)
  const { at, rest } = useFieldErrors(save.error, FIELDS)
  const isChanged = JSON.stringify(typed) !== JSON.stringify(typedOf(newest))
  const submit = () =>
    save.mutate(
      { id: policyId, ...typed, version },
      {
        onSuccess: () => {
          follow(version + 1)
          setSaved(version + 1)
        },
      },
    )
  return (
    <form
      className="grid gap-3.5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!save.isPending) submit()
      }}
    >
      {rest && (
        <Notice
          tone="danger"
          role="alert"
          action={takeTheirs && <Button onClick={takeTheirs}>{t('take_theirs')}</Button>}
        >
          {rest}
        </Notice>
      )}
      <LocalisedFields
        className={COLUMNS}
        label={t('name')}
        path="names"
        readOnly={!mayWrite}
        value={typed.names}
        errorAt={at}
        onChange={(names) => set({ names })}
      />
      <LocalisedFields
        long
        className={COLUMNS}
        label={t('text')}
        path="texts"
        readOnly={!mayWrite}
        value={typed.texts}
        errorAt={at}
        onChange={(texts) => set({ texts })}
        below={(language) => {
          const before = newest.texts[language] ?? ''
          if (before === typed.texts[language]) return null
          return (
            <div className="rounded border border-line bg-surface px-2.5 py-2">
              <p className="text-sm text-ink-3">{t('what_changes')}</p>
              <TextDiff before={before} after={typed.texts[language]} />
            </div>
          )
        }}
      />
      {mayWrite && (
        <p className="flex flex-wrap items-center gap-3">
          <Button type="submit" size="md" variant="primary" busy={save.isPending}>
            {t('save_version', { n: newest.version + 1 })}
          </Button>
          <span role="status" className="text-sm text-ok">
            {saved !== null && !isChanged && t('saved_version', { n: saved })}
          </span>
        </p>
      )}
    </form>
  )
}
