'use client'

import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import { dismissInput } from '@/server/actions/group/schema'
import type { FormPartProps } from './form-part'
import { ReportedMessages } from './reported-messages'
import { textIn } from './text-in'
import { useFormInput } from './use-form-input'

/** What is done before a group is gone: what its members are told, and whether reported messages are deleted. */
export default function DismissForm(props: FormPartProps) {
  const t = useTranslations('group_forms')
  const { draft, set, errorOf } = useFormInput(dismissInput, props)
  const warns = draft.warn !== undefined
  const { may } = useMe()
  return (
    <>
      {/* Many groups at once have no messages that could be named. */}
      {props.subject.id !== '' && may('message.delete') && (
        <ReportedMessages
          groupId={props.subject.id}
          chosen={draft.deleteReported !== undefined}
          onChange={(deleteReported) => set({ deleteReported })}
        />
      )}
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="accent-accent"
          checked={warns}
          onChange={(event) => set({ warn: event.target.checked ? { text: '' } : undefined })}
        />
        {t('warn')}
      </label>
      {warns && (
        <Field label={t('warn_text')} hint={t('warn_hint')} error={textIn(draft.warn) && errorOf('warn')}>
          {(control) => (
            <TextArea
              {...control}
              dir="auto"
              value={textIn(draft.warn)}
              maxLength={500}
              onChange={(event) => set({ warn: { text: event.target.value } })}
            />
          )}
        </Field>
      )}
    </>
  )
}
