'use client'

import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { selectColumn } from '@/components/table/select-column'
import type { Selection } from '@/components/table/use-selection'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import type { PersonItem } from '@/server/features/people/schema'
import { personHref } from './person-href'
import { PersonMarks, PersonStandingTag } from './person-tags'

const nameOf = (person: PersonItem) => person.nickname || person.userId

/** What the list tells about a person. Without a selection nothing can be ticked. */
export function usePersonColumns(selection: Selection | null): Column<PersonItem>[] {
  const t = useTranslations('people')
  const { may } = useMe()
  const select =
    selection &&
    selectColumn<PersonItem>({
      selection,
      rowKey: (person) => person.userId,
      label: (person) => t('select', { name: nameOf(person) }),
      allLabel: t('select_loaded'),
    })
  return [
    ...(select ? [select] : []),
    {
      id: 'name',
      header: t('name'),
      grows: true,
      cell: (person) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <Avatar name={nameOf(person)} size="sm" />
          <RowLink href={personHref(person.userId)}>
            <b className="font-strong" dir="auto">
              {nameOf(person)}
            </b>
          </RowLink>
          <code className="truncate text-xs text-ink-3 max-md:hidden">{person.userId}</code>
          <span className="flex shrink-0 gap-1">
            <PersonMarks person={person} />
          </span>
        </span>
      ),
    },
    {
      id: 'standing',
      header: t('standing'),
      cell: (person) => <PersonStandingTag standing={person.standing} />,
    },
    ...(may('case.read') ? [casesColumn(t('cases'))] : []),
    {
      id: 'registered',
      header: t('registered'),
      numeric: true,
      hideBelow: 'md',
      cell: (person) =>
        person.registeredAt === null ? (
          <span className="text-ink-3">–</span>
        ) : (
          <Time at={person.registeredAt} as="day" className="text-ink-3" />
        ),
    },
    {
      id: 'read',
      header: t('read'),
      numeric: true,
      hideBelow: 'lg',
      cell: (person) => <Time at={person.readAt} as="moment" className="text-ink-3" />,
    },
  ]
}

/** Only for those who may read cases. */
function casesColumn(header: string): Column<PersonItem> {
  return {
    id: 'cases',
    header,
    numeric: true,
    hideBelow: 'md',
    cell: ({ openCases }) => (openCases > 0 ? openCases : <span className="text-ink-3">–</span>),
  }
}
