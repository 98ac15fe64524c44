'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import {
  API_SCOPES,
  type ApiClientRow,
  type ApiScope,
  type FreshSecret,
} from '@/server/features/api-clients/schema'
import { CheckLine } from '../../_components/check-line'
import { EditDialog } from '../../_components/edit-dialog'
import { useFieldErrors } from '../../_components/use-field-errors'
import { useTyped } from '../../_components/use-typed'
import { useClientsSaved } from './use-clients-saved'

const typedOf = (row: ApiClientRow | null) => ({
  name: row?.name ?? '',
  scopes: row?.scopes ?? (['reports'] satisfies ApiScope[]),
})

/** Makes a client, or changes what one is called and may do. */
export default function ClientDialog(props: {
  row: ApiClientRow | null
  onClose: () => void
  onMade: (fresh: FreshSecret) => void
}) {
  const { row, onClose, onMade } = props
  const t = useTranslations('intake')
  const trpc = useTRPC()
  const create = useMutation(trpc.apiClients.create.mutationOptions(useClientsSaved(onMade)))
  const change = useMutation(trpc.apiClients.change.mutationOptions(useClientsSaved(onClose)))
  const save = row ? change : create
  const { typed, set, version, takeTheirs } = useTyped<ApiClientRow, { name: string; scopes: ApiScope[] }>(
    row,
    typedOf,
    save,
  )
  const { at, rest } = useFieldErrors(save.error, ['name', 'scopes'])
  return (
    <EditDialog
      title={row ? t('client_edit') : t('client_new')}
      submitLabel={row ? t('save') : t('create')}
      busy={save.isPending}
      problem={rest}
      takeTheirs={takeTheirs}
      onClose={onClose}
      onSubmit={() => (row ? change.mutate({ id: row.id, version, ...typed }) : create.mutate(typed))}
    >
      <Field label={t('name')} hint={t('name_hint')} error={at('name')}>
        {(control) => (
          <Input
            {...control}
            data-first=""
            autoComplete="off"
            maxLength={80}
            value={typed.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 text-sm font-strong">{t('may')}</legend>
        {API_SCOPES.map((scope) => (
          <CheckLine
            key={scope}
            label={t(`scope_${scope}`)}
            checked={typed.scopes.includes(scope)}
            onChange={(checked) =>
              set({
                scopes: API_SCOPES.filter((one) => (one === scope ? checked : typed.scopes.includes(one))),
              })
            }
          />
        ))}
        {at('scopes') && (
          <p role="alert" className="text-sm text-danger">
            {at('scopes')}
          </p>
        )}
      </fieldset>
    </EditDialog>
  )
}
