'use client'

import { useTranslations } from 'use-intl'
import { Segmented } from '@/components/ui/segmented'
import { setMemberRoleInput } from '@/server/actions/member/schema'
import type { FormPartProps } from './form-part'
import { useFormInput } from './use-form-input'

/** What somebody is in a group. */
export default function RoleForm(props: FormPartProps) {
  const t = useTranslations()
  const { textOf, set } = useFormInput(setMemberRoleInput, props)
  return (
    <Segmented
      label={t('group_forms.role')}
      value={textOf('role') === 'admin' ? 'admin' : 'member'}
      options={[
        { value: 'admin', label: t('member_roles.admin') },
        { value: 'member', label: t('member_roles.member') },
      ]}
      onChange={(role) => set({ role })}
    />
  )
}
