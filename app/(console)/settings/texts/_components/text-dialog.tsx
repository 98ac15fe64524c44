'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { fillTemplate, TEMPLATE_VARIABLES, type TemplateVariable } from '@/server/features/desk/fill-template'
import { inLanguage } from '@/server/features/desk/localised'
import type { Template } from '@/server/features/desk/schema'
import { EditDialog } from '../../_components/edit-dialog'
import { LocalisedFields, typedTexts } from '../../_components/localised-fields'
import { NamedFields } from '../../_components/named-fields'
import { useDeskSaved } from '../../_components/use-desk-saved'
import { useEditForm } from '../../_components/use-edit-form'
import { SAMPLE_VALUES } from './sample-values'

const FIELDS = ['id', 'names.en', 'names.zh-CN', 'texts.en', 'texts.zh-CN']

const typedOf = (row: Template | null) => ({
  id: row?.id ?? '',
  names: typedTexts(row?.names),
  texts: typedTexts(row?.texts),
})

/** Changes a text, and shows how it reads when it is filled in. */
export default function TextDialog({ row, onClose }: { row: Template | null; onClose: () => void }) {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const kind = row?.kind ?? 'reason'
  const variables: readonly TemplateVariable[] = TEMPLATE_VARIABLES[kind]
  const save = useMutation(trpc.desk.saveTemplate.mutationOptions(useDeskSaved(onClose)))
  const { typed, set, version, at, frame } = useEditForm(row, typedOf, save, FIELDS)
  const samplesIn = (language: string) =>
    Object.fromEntries(variables.map((name) => [name, inLanguage(SAMPLE_VALUES[name], language)]))
  return (
    <EditDialog
      title={row ? t('text_edit') : t('text_new')}
      subtitle={t(`kind_${kind}`)}
      submitLabel={t('save')}
      {...frame}
      onClose={onClose}
      onSubmit={() => save.mutate({ ...typed, kind, version })}
    >
      <NamedFields isNew={row === null} typed={typed} errorAt={at} onChange={set} />
      <div className="grid gap-1">
        <p className="text-sm font-strong">{t('variables')}</p>
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {variables.map((name) => (
            <li key={name}>
              <code className="rounded-sm bg-sunken px-1">{`{${name}}`}</code>{' '}
              <span className="text-ink-3">{t(`variable_${name}`)}</span>
            </li>
          ))}
        </ul>
      </div>
      <LocalisedFields
        long
        label={t('text')}
        path="texts"
        value={typed.texts}
        errorAt={at}
        onChange={(texts) => set({ texts })}
        below={(language) =>
          typed.texts[language].trim() !== '' && (
            <div lang={language} className="rounded border border-line bg-sunken px-2.5 py-2">
              <p className="text-sm text-ink-3">{t('reads_as')}</p>
              <p className="break-words whitespace-pre-wrap">
                {fillTemplate(typed.texts[language], samplesIn(language))}
              </p>
            </div>
          )
        }
      />
    </EditDialog>
  )
}
