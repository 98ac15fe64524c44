'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Skeleton } from '@/components/ui/skeleton'
import { ownerInput } from '@/server/actions/group/schema'
import type { FormPartProps } from './form-part'
import { PersonChoice } from './person-choice'
import { useFormInput } from './use-form-input'

/** Who becomes the one owner of a group: those who could, the best choice first. */
export default function RepairForm(props: FormPartProps) {
  const t = useTranslations('group_forms')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { textOf, set } = useFormInput(ownerInput, props)
  const { data, error } = useQuery(
    trpc.actions.ownerCandidates.queryOptions({ groupId: props.subject.id }, { staleTime: 0 }),
  )
  if (error) return <p className="text-sm text-danger">{refusalText(error)}</p>
  if (!data) return <Skeleton className="h-20 w-full" />
  if (data.length === 0) return <p className="text-sm text-ink-2">{t('nobody_fits')}</p>
  return (
    <div className="grid gap-1">
      <PersonChoice
        label={t('new_owner')}
        people={data}
        value={textOf('userId')}
        onChange={(userId) => set({ userId })}
      />
      <p className="text-sm text-ink-3">{t('proposed')}</p>
    </div>
  )
}
