import { createHash } from 'node:crypto'
import { env } from '@/server/env'
import { apiDocumentNow } from '@/server/features/client-api/document'
import { others } from '@/server/features/client-api/methods'
import { DOCS_STYLE, docsPage } from './docs-page'

const STYLE_HASH = createHash('sha256').update(DOCS_STYLE).digest('base64')

/** What the client API takes and answers, for people. Loads nothing and runs nothing. */
export async function GET(): Promise<Response> {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'public, max-age=60',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
  }
  return new Response(docsPage(await apiDocumentNow(env())), { headers })
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = others('GET')
