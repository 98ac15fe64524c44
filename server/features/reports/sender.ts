import type { ClientActor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { authenticateClient } from '@/server/features/api-clients/authenticate'
import { isSigned } from '@/server/features/api-clients/signature'
import { detectorId } from '@/server/features/reporters/schema'
import { readBody } from './body'
import { badFields } from './problem'
import { reporterOf } from './reporter'
import { clientReportInput, type ReportInput, reportInput } from './schema'
import type { Onlooker } from './subject'

/** A report that came in, and who it comes from. */
export type Incoming = {
  reporterId: string
  automated: boolean
  onlooker: Onlooker
  input: ReportInput
  client: { id: string; actor: ClientActor } | null
}

export type ReadReport = { ok: true; incoming: Incoming } | { ok: false; answer: Response }

type Reading = {
  requestId: string
  /** Of the reasons in use. */
  reasonIds: readonly string[]
  /** Called once it is known which person sends, before the body is looked at; a Response ends it. */
  hold: (reporterId: string) => Promise<Response | null>
}

/**
 * Reads a report: of a person by their own OpenIM token, of a backend by its signature. Throws DomainError as
 * `reporterOf` does.
 */
export async function readIncoming(
  env: Env,
  request: Request,
  { requestId, reasonIds, hold }: Reading,
): Promise<ReadReport> {
  const authorization = request.headers.get('authorization')
  if (isSigned(authorization)) return await ofClient(env, request, reasonIds)
  const reporterId = await reporterOf(env, authorization, requestId)
  const held = await hold(reporterId)
  if (held !== null) return { ok: false, answer: held }
  const body = await readBody(request, reportInput(reasonIds))
  if (!body.ok) return { ok: false, answer: badFields(body.errors) }
  const incoming = { reporterId, automated: false, onlooker: { reporterId }, input: body.input, client: null }
  return { ok: true, incoming }
}

async function ofClient(env: Env, request: Request, reasonIds: readonly string[]): Promise<ReadReport> {
  const authenticated = await authenticateClient(env, request, 'reports')
  if (!authenticated.ok) return authenticated
  const { clientId, actor, body: bytes } = authenticated
  const body = await readBody(request, clientReportInput(reasonIds), bytes)
  if (!body.ok) return { ok: false, answer: badFields(body.errors) }
  const { automated = false, reporterId = '', detector = '', seenBy, ...input } = body.input
  const client = { id: clientId, actor }
  const incoming = automated
    ? { reporterId: detectorId(detector), onlooker: { reporterId: null, seenBy } }
    : { reporterId, onlooker: { reporterId } }
  return { ok: true, incoming: { ...incoming, automated, input, client } }
}
