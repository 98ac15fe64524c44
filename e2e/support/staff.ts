import type { APIRequestContext } from '@playwright/test'
import { DEMO_ACCOUNTS } from '@/server/auth/demo-accounts'

/** The demo's staff, by first name. */
const EMAILS = {
  /** moderator */
  lin: 'lin@demo.local',
  /** moderator */
  ada: 'ada@demo.local',
  mara: 'mara@demo.local',
  /** owner */
  jonas: 'jonas@demo.local',
  /** support */
  sofia: 'sofia@demo.local',
  /** auditor */
  yuki: 'yuki@demo.local',
} as const

export type Staff = keyof typeof EMAILS

/** Name and role as the console shows them. */
export function staff(who: Staff) {
  const account = DEMO_ACCOUNTS.find(({ email }) => email === EMAILS[who])
  if (!account) throw new Error(`the demo has no ${EMAILS[who]}`)
  return account
}

/** Signs somebody in without a page: the cookies of `request` then carry the session. */
export async function signIn(request: APIRequestContext, who: Staff): Promise<void> {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  const response = await request.post('/api/auth/callback/demo', {
    form: { email: EMAILS[who], csrfToken, json: 'true' },
  })
  if (!response.ok()) throw new Error(`signing in as ${who}: ${response.status()} ${await response.text()}`)
}
