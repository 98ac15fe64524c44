'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Segmented } from '@/components/ui/segmented'
import type { PersonDetail, PersonGroup } from '@/server/features/people/person/schema'
import { FoundMessages } from './found-messages'

const SPANS = ['hour', 'day', 'week'] as const
const PURPOSE_MIN = 3

/**
 * Finds what somebody wrote lately, in one group or everywhere, and begins a batch that revokes it. Reading it is
 * audited with its purpose, so it is read once, when asked for.
 */
export default function RemoveMessagesDialog(props: {
  person: PersonDetail
  /** The group it was opened from. */
  group: PersonGroup | null
  onClose: () => void
}) {
  const { person, group } = props
  const t = useTranslations()
  const trpc = useTRPC()
  const router = useRouter()
  const refusalText = useRefusalText()
  const [since, setSince] = useState<(typeof SPANS)[number]>('hour')
  const [where, setWhere] = useState<'group' | 'everywhere'>(group ? 'group' : 'everywhere')
  const [purpose, setPurpose] = useState('')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const find = useMutation(trpc.people.messagesToRemove.mutationOptions())
  const remove = useMutation(
    trpc.people.removeMessages.mutationOptions({ onSuccess: ({ number }) => router.push(batchHref(number)) }),
  )
  // What was found fits what was asked for and nothing else.
  const change = (set: () => void) => {
    set()
    setLeft(new Set())
    find.reset()
    remove.reset()
  }
  const chosen = find.data?.messages.filter(({ subjectId }) => !left.has(subjectId)) ?? []
  const busy = remove.isPending || remove.isSuccess

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (find.isPending || busy) return
    if (find.data) remove.mutate({ subjectIds: chosen.map(({ subjectId }) => subjectId) })
    else
      find.mutate({
        userId: person.userId,
        since,
        purpose,
        groupId: where === 'group' ? group?.groupId : undefined,
      })
  }
  const error = find.error ?? remove.error
  return (
    <Dialog
      title={t('person.remove_title')}
      subtitle={
        <>
          <bdi>{person.nickname || person.userId}</bdi> · <code className="text-xs">{person.userId}</code>
        </>
      }
      onClose={props.onClose}
      locked={busy}
    >
      <form className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5" onSubmit={submit}>
        <Segmented
          label={t('person.remove_since')}
          value={since}
          options={SPANS.map((value) => ({ value, label: t(`person.since_${value}`) }))}
          onChange={(value) => change(() => setSince(value))}
        />
        {group && (
          <Segmented
            label={t('person.remove_where')}
            value={where}
            options={[
              { value: 'group', label: t('person.where_group') },
              { value: 'everywhere', label: t('person.where_everywhere') },
            ]}
            onChange={(value) => change(() => setWhere(value))}
          />
        )}
        <Field label={t('person.purpose')} hint={t('person.purpose_hint')}>
          {(control) => (
            <Input
              {...control}
              data-first=""
              required
              maxLength={500}
              value={purpose}
              onChange={(event) => change(() => setPurpose(event.target.value))}
            />
          )}
        </Field>
        {error && (
          <Notice tone="danger" role="alert">
            {refusalText(error)}
          </Notice>
        )}
        {find.data && <FoundMessages found={find.data} left={left} onLeave={setLeft} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="md" onClick={props.onClose}>
            {t('app.cancel')}
          </Button>
          {find.data ? (
            <Button type="submit" size="md" variant="primary" busy={busy} disabled={chosen.length === 0}>
              {t('person.remove_plan', { n: chosen.length })}
            </Button>
          ) : (
            <Button
              type="submit"
              size="md"
              variant="primary"
              busy={find.isPending}
              disabled={purpose.trim().length < PURPOSE_MIN}
            >
              {t('person.remove_find')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
