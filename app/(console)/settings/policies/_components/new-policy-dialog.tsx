'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { EditDialog } from '../../_components/edit-dialog'
import { IdField } from '../../_components/id-field'
import { LocalisedFields, typedTexts } from '../../_components/localised-fields'
import { useDeskSaved } from '../../_components/use-desk-saved'
import { useFieldErrors } from '../../_components/use-field-errors'
import { useTyped } from '../../_components/use-typed'

const FIELDS = ['id', 'names.en', 'names.zh-CN', 'texts.en', 'texts.zh-CN']
const typedOf = () => ({ id: '', names: typedTexts(), texts: typedTexts() })

/** Makes a policy with its first version. */
export default function NewPolicyDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const save = useMutation(trpc.desk.savePolicy.mutationOptions(useDeskSaved(onClose)))
  const { typed, set } = useTyped(null, typedOf, save)
  const { at, rest } = useFieldErrors(save.error, FIELDS)
  return (
    <EditDialog
      title={t('policy_new')}
      submitLabel={t('save')}
      busy={save.isPending}
      problem={rest}
      takeTheirs={null}
      onClose={onClose}
      onSubmit={() => save.mutate({ ...typed, version: 0 })}
    >
      <IdField value={typed.id} error={at('id')} onChange={(id) => set({ id })} />
      <LocalisedFields
        label={t('name')}
        path="names"
        value={typed.names}
        errorAt={at}
        onChange={(names) => set({ names })}
      />
      <LocalisedFields
        long
        label={t('text')}
        path="texts"
        value={typed.texts}
        errorAt={at}
        onChange={(texts) => set({ texts })}
      />
    </EditDialog>
  )
}
