import { createDocument } from 'zod-openapi'
import packageJson from '@/package.json'
import type { Env } from '@/server/env'
import { SCHEME } from '@/server/features/api-clients/signature'
import { intakeNow } from '@/server/features/reports/intake-now'
import { invitePaths } from './invite-paths'
import { reportPaths } from './report-paths'

/** The OpenAPI document of the client API, made from the shapes that its handlers check. */
export type ApiDocument = ReturnType<typeof createDocument>

/** `reasonIds`: the reasons for reports in use; `url`: where this server is. Pure. */
export function apiDocument(reasonIds: readonly string[], url: string): ApiDocument {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Steward client API',
      version: packageJson.version,
      description:
        'For apps of people in the chat and for backends. JSON in UTF-8 both ways; times are Unix milliseconds. Every answer that says no is a problem document (RFC 9457): rely on `status` and `code`.',
    },
    servers: [{ url }],
    tags: [{ name: 'Reports' }, { name: 'Invite links' }],
    components: {
      securitySchemes: {
        person: {
          type: 'http',
          scheme: 'bearer',
          description: 'The person’s own OpenIM user token, as their app has it.',
        },
        backend: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: `\`${SCHEME} key=…, time=…, nonce=…, signature=…\`, by an API client of Settings → API clients: HMAC-SHA256 in lower-case hex, keyed with the secret, over the lines \`${SCHEME}\`, the method, the path with its query, the SHA-256 of the body in lower-case hex, the time (Unix ms) and the nonce (16 to 64 letters, digits, - and _; each is good once), joined by \\n.`,
        },
      },
    },
    paths: { ...invitePaths, ...reportPaths(reasonIds) },
  })
}

/** The document of this server as it is now. */
export async function apiDocumentNow({ db, config }: Env): Promise<ApiDocument> {
  const { reasons } = await intakeNow(db)
  return apiDocument(
    reasons.map(({ id }) => id),
    config.url,
  )
}
