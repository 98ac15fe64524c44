'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { TextArea } from '@/components/ui/text-area'
import { restoreInput } from '@/server/actions/group/schema'
import type { FormPartProps } from './form-part'
import { ReturningPeople } from './returning-people'
import { textIn } from './text-in'
import { useFormInput } from './use-form-input'

/** How a group comes back, with whom, and how its owner asked for it where that is needed. */
export default function RestoreForm(props: FormPartProps) {
  const t = useTranslations()
  const { draft, textOf, set, errorOf } = useFormInput(restoreInput, props)
  const [list, setList] = useState(false)
  const status = textOf('status') || props.defaults.status
  const asked = textIn(draft.ownerAsked)
  const without = idsIn(draft.without)
  return (
    <>
      <Segmented
        label={t('action.status')}
        value={status === 'suspended' ? 'suspended' : 'prior'}
        options={[
          { value: 'prior', label: t('action.status_prior') },
          { value: 'suspended', label: t('action.status_suspended') },
        ]}
        onChange={(next) => set({ status: next })}
      />
      {(asked !== '' || props.obstacles.includes('needs_owner_request')) && (
        <Field
          label={t('group_forms.owner_asked')}
          hint={t('group_forms.owner_asked_hint')}
          error={errorOf('ownerAsked')}
        >
          {(control) => (
            <TextArea
              {...control}
              dir="auto"
              value={asked}
              maxLength={2_000}
              onChange={({ target }) =>
                set({ ownerAsked: target.value ? { text: target.value } : undefined })
              }
            />
          )}
        </Field>
      )}
      {list ? (
        <ReturningPeople
          groupId={props.subject.id}
          choice={{ without, alsoTold: draft.alsoTold === true }}
          onChange={(next) =>
            set({
              without: next.without.length > 0 ? next.without : undefined,
              alsoTold: next.alsoTold || undefined,
            })
          }
        />
      ) : (
        <div className="flex items-center justify-between gap-2">
          <span className="text-sm text-ink-3">{t('group_forms.people_back')}</span>
          <Button onClick={() => setList(true)}>{t('group_forms.people_show')}</Button>
        </div>
      )}
    </>
  )
}

const idsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
