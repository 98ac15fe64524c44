import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { DeskPage } from '../_components/desk-page'
import { Presets } from './_components/presets'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('desk_settings.presets_title') }
}

/** What one digit prepares. */
export default function PresetsPage() {
  return (
    <DeskPage read={[]}>
      <Presets />
    </DeskPage>
  )
}
