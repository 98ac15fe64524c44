import { env } from '@/server/env'
import { apiDocumentNow } from '@/server/features/client-api/document'
import { others } from '@/server/features/client-api/methods'

/** What the client API takes and answers, for machines. */
export const GET = async (): Promise<Response> =>
  Response.json(await apiDocumentNow(env()), { headers: { 'cache-control': 'public, max-age=60' } })

export const { POST, PUT, PATCH, DELETE, OPTIONS } = others('GET')
