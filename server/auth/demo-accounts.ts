import type { Role } from '@/server/auth/permissions'

/** The people of the demo. Their accounts open only in demo mode, whatever database they are found in. Pure. */

export const DEMO_DOMAIN = 'demo.local'

/** Pattern (SQL LIKE) of their e-mail addresses. */
export const DEMO_EMAILS = `%@${DEMO_DOMAIN}`

export const isDemoEmail = (email: string) => email.endsWith(`@${DEMO_DOMAIN}`)

/** Password of every demo account, shown on the sign-in page. */
export const DEMO_PASSWORD = 'steward-demo'

type DemoAccount = { email: string; name: string; role: Role }

const account = (user: string, name: string, role: Role): DemoAccount => ({
  email: `${user}@${DEMO_DOMAIN}`,
  name,
  role,
})

/** In the order in which the sign-in page offers them. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  account('lin', 'Lin Wei 林薇', 'moderator'),
  account('ada', 'Ada Obi', 'moderator'),
  account('mara', 'Mara Stein', 'admin'),
  account('jonas', 'Jonas Brandt', 'owner'),
  account('sofia', 'Sofia Marsh', 'support'),
  account('yuki', 'Yuki Tanaka', 'auditor'),
]
