import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getTranslator } from '@/app/_i18n/server'
import { DEMO_ACCOUNTS } from '@/server/auth/demo-accounts'
import { nobodyYet } from '@/server/features/staff/first-run'
import { requestContext } from '@/server/trpc/context'
import { Heading } from '../_components/heading'
import { DemoAccounts } from './_components/demo-accounts'
import { SignInForm } from './_components/sign-in-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('auth.sign_in') }
}

export default async function SignInPage() {
  const { actor, env } = await requestContext(new Headers(await headers()))
  if (actor) redirect('/')
  const demo = env.config.mode === 'demo'
  if (!demo && (await nobodyYet(env.db.prisma))) redirect('/first-run')
  const t = await getTranslator()
  return (
    <>
      <Heading title={t('auth.sign_in')}>{t('auth.lead')}</Heading>
      {demo && <DemoAccounts accounts={DEMO_ACCOUNTS} />}
      <SignInForm demo={demo} />
    </>
  )
}
