'use client'

import { useMutation } from '@tanstack/react-query'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { refusalOf } from '@/app/_trpc/refusal'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { keepTyped, typedBefore } from '@/app/(console)/_components/actions/typed-text'
import { Button } from '@/components/ui/button'
import { controlClass } from '@/components/ui/control-class'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import type { CaseDetail } from '@/server/features/cases/schema'

type Props = { item: CaseDetail; onClose: () => void }

/** Writes an appeal down that reached staff otherwise. */
export default function FileAppeal(props: Props) {
  return (
    <PartMessages parts={['reviewing']} outline={null}>
      <Filing {...props} />
    </PartMessages>
  )
}

function Filing({ item, onClose }: Props) {
  const t = useTranslations('reviewing')
  const app = useTranslations('app')
  const trpc = useTRPC()
  const router = useRouter()
  const refusalText = useRefusalText()
  const key = `appeal ${item.id}`
  const [text, setText] = useState(() => typedBefore(key))
  const people = peopleOf(item)
  const [userId, setUserId] = useState(people[0]?.id ?? '')
  const filing = useMutation(
    trpc.appeals.file.mutationOptions({
      onSuccess: ({ number }) => {
        keepTyped(key, '')
        onClose()
        router.push(`/review/${number}` as Route)
      },
    }),
  )
  const refusal = filing.error && refusalOf(filing.error)
  const send = () => filing.mutate({ caseNumber: item.number, userId, text })
  return (
    <Dialog title={t('file_title')} subtitle={t('file_lead')} onClose={onClose} locked={filing.isPending}>
      <form
        className="mt-3.5 grid gap-3.5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        {filing.error && refusal?.field !== 'text' && (
          <Notice tone="danger" role="alert">
            {refusalText(filing.error)}
          </Notice>
        )}
        <Field label={t('appellant')}>
          {(control) => (
            <select
              {...control}
              value={userId}
              onChange={(event) => setUserId(event.target.value)}
              className={`${controlClass} h-10 md:h-8`}
            >
              {people.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('appeal_text')} error={refusal?.field === 'text' && refusalText(filing.error)}>
          {(control) => (
            <TextArea
              {...control}
              data-first=""
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                keepTyped(key, event.target.value)
              }}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button size="md" onClick={onClose}>
            {app('cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={filing.isPending}>
            {t('file_submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Whom the case is about, then who reported where nothing was found. */
function peopleOf(item: CaseDetail): { id: string; name: string }[] {
  const found = new Map<string, string>()
  for (const { userId, name } of item.parts) if (userId !== null) found.set(userId, name)
  const { ownerId } = item.evidence.group ?? { ownerId: '' }
  if (found.size === 0 && ownerId !== '') found.set(ownerId, ownerId)
  if (item.outcome === 'dismissed')
    for (const { reporter } of item.reportsList) found.set(reporter.id, reporter.name)
  return [...found].map(([id, name]) => ({ id, name }))
}
