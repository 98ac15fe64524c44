/** What the server said when it refused, in the form of `refusalOf` (app/_trpc/refusal.ts). */
type Refused = { data: unknown }

/**
 * Signs in and leaves for the start page; answers only when it was refused. next-auth wants its CSRF token with it.
 * @throws TypeError when the server cannot be reached
 */
export async function postSignIn(
  provider: 'credentials' | 'demo',
  values: Record<string, string>,
): Promise<Refused | null> {
  const { csrfToken } = await (await fetch('/api/auth/csrf')).json()
  const response = await fetch(`/api/auth/callback/${provider}`, {
    method: 'POST',
    body: new URLSearchParams({ ...values, csrfToken, json: 'true' }),
  })
  if (!response.ok) return await response.json()
  // A whole new page: nothing of the person before stays in memory.
  window.location.assign('/')
  return null
}
