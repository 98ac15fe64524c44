import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslator } from '@/app/_i18n/server'
import { env } from '@/server/env'
import { nobodyYet } from '@/server/features/staff/first-run'
import { Heading } from '../_components/heading'
import { FirstRunForm } from './_components/first-run-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('auth.first_run_title') }
}

/** Makes the first owner; once there is staff this page is gone. */
export default async function FirstRunPage() {
  const { config, db } = env()
  if (config.mode === 'demo' || !(await nobodyYet(db.prisma))) redirect('/sign-in')
  const t = await getTranslator()
  return (
    <>
      <Heading title={t('auth.first_run_title')}>{t('auth.first_run_lead')}</Heading>
      <FirstRunForm />
    </>
  )
}
