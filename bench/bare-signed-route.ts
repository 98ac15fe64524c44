import { env } from '@/server/env'
import { authenticateClient } from '@/server/features/api-clients/authenticate'

/**
 * What redemptions are compared with over HTTP: a plain route handler that checks the same signature and does nothing more.
 * It stands only in the copy of the app that the bench builds.
 */
export async function POST(request: Request): Promise<Response> {
  const client = await authenticateClient(env(), request, 'invites_redeem')
  if (!client.ok) return client.answer
  return Response.json({ ok: true }, { status: 201, headers: { 'cache-control': 'no-store' } })
}
