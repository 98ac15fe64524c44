'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Input } from '@/components/ui/input'
import { ownerInput } from '@/server/actions/group/schema'
import { useSettled } from '../use-settled'
import type { FormPartProps } from './form-part'
import { PersonChoice } from './person-choice'
import { useFormInput } from './use-form-input'

/** Rows in sight; others are searched for. */
const SHOWN = 30

/** Which member a group is given to. */
export default function TransferForm(props: FormPartProps) {
  const t = useTranslations('group_forms')
  const trpc = useTRPC()
  const { textOf, set } = useFormInput(ownerInput, props)
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim()) || undefined
  const { data, isError } = useQuery(
    trpc.groups.members.queryOptions({ groupId: props.subject.id, q, limit: SHOWN }),
  )
  const people = data?.items.filter(({ role }) => role !== 'owner') ?? []
  const more = (data?.matching ?? 0) - (data?.items.length ?? 0)
  return (
    <div className="grid gap-2">
      <Input
        type="search"
        data-first=""
        aria-label={t('search_members')}
        placeholder={t('search_members')}
        value={typed}
        maxLength={100}
        onChange={(event) => setTyped(event.target.value)}
      />
      <PersonChoice
        label={t('new_owner')}
        people={people.map((member) => ({ ...member, name: member.nickname || member.userId }))}
        value={textOf('userId')}
        onChange={(userId) => set({ userId })}
      />
      {isError && <p className="text-sm text-danger">{t('members_failed')}</p>}
      {data && people.length === 0 && <p className="text-sm text-ink-3">{t('nobody_fits')}</p>}
      {more > 0 && <p className="text-sm text-ink-3">{t('more_fit', { n: more })}</p>}
    </div>
  )
}
