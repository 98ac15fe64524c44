'use client'

import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Segmented } from '@/components/ui/segmented'
import type { PersonDetail, PersonGroup } from '@/server/features/people/person/schema'
import { FoundMessages } from './found-messages'
import { SPANS, useRemoveMessages } from './use-remove-messages'

/**
 * Finds what somebody wrote lately, in one group or everywhere, and begins a batch that revokes it. Reading it is
 * audited with its purpose, so it is read once, when asked for.
 */
export default function RemoveMessagesDialog(props: {
  person: Pick<PersonDetail, 'userId' | 'nickname'>
  /** The group it was opened from. */
  group: Pick<PersonGroup, 'groupId'> | null
  onClose: () => void
}) {
  const { person, group } = props
  const t = useTranslations()
  const refusalText = useRefusalText()
  const work = useRemoveMessages(person.userId, group?.groupId)
  return (
    <Dialog
      title={t('person.remove_title')}
      subtitle={
        <>
          <bdi>{person.nickname || person.userId}</bdi> ·{' '}
          <code className="text-xs break-all">{person.userId}</code>
        </>
      }
      onClose={props.onClose}
      locked={work.leaving}
    >
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          work.next()
        }}
      >
        <WhatToFind work={work} inGroup={group !== null} />
        {work.error && (
          <Notice tone="danger" role="alert">
            {refusalText(work.error)}
          </Notice>
        )}
        {work.found && <FoundMessages found={work.found} left={work.left} onLeave={work.setLeft} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="md" onClick={props.onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={work.busy} disabled={!work.possible}>
            {work.found ? t('person.remove_plan', { n: work.chosen.length }) : t('person.remove_find')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function WhatToFind({ work, inGroup }: { work: ReturnType<typeof useRemoveMessages>; inGroup: boolean }) {
  const t = useTranslations('person')
  const { asked, ask } = work
  return (
    <>
      <Segmented
        label={t('remove_since')}
        value={asked.since}
        options={SPANS.map((value) => ({ value, label: t(`since_${value}`) }))}
        onChange={(since) => ask({ since })}
      />
      {inGroup && (
        <Segmented
          label={t('remove_where')}
          value={asked.where}
          options={[
            { value: 'group', label: t('where_group') },
            { value: 'everywhere', label: t('where_everywhere') },
          ]}
          onChange={(where) => ask({ where })}
        />
      )}
      <Field label={t('purpose')} hint={t('purpose_hint')}>
        {(control) => (
          <Input
            {...control}
            data-first=""
            required
            maxLength={500}
            value={asked.purpose}
            onChange={(event) => ask({ purpose: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
