import { redirect } from 'next/navigation'
import { getMe } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'

/** The start page of a role: the first thing it may work on. */
export default async function StartPage() {
  const { role } = await getMe()
  redirect(may(role, 'case.read') ? '/review' : '/groups')
}
