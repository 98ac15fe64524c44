import { env } from '@/server/env'
import { apiDocumentNow } from '@/server/features/client-api/document'

/** What the client API takes and answers, for machines. */
export const GET = async (): Promise<Response> =>
  Response.json(await apiDocumentNow(env()), { headers: { 'cache-control': 'public, max-age=60' } })
