import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { DeskPage } from '../_components/desk-page'
import { Policies } from './_components/policies'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('desk_settings.policies_title') }
}

/** What is not allowed, in the words that decisions rest on. */
export default function PoliciesPage() {
  return (
    <DeskPage read={[]}>
      <Policies />
    </DeskPage>
  )
}
