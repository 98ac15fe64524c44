import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { problem } from '@/server/features/reports/problem'

/** How long an answer is kept under its key, and how long a request may be under way before another takes over, h and s. */
const KEPT_HOURS = 24
const TAKEN_OVER_AFTER_S = 60

/** A request that is to be done once however often it is sent: whose, its key, and what it asks for. */
export type Keyed = { caller: string; key: string; request: Buffer }

/** What a request is answered and may be answered again. */
export type Kept = { status: number; body: string }

export type ReadKey = { ok: true; keyed: Keyed | null } | { ok: false; answer: Response }

/** Reads `Idempotency-Key`, plain or in quotes; null where there is none. */
export function readKey(request: Request, caller: string, body: Uint8Array): ReadKey {
  const header = request.headers.get('idempotency-key')
  if (header === null) return { ok: true, keyed: null }
  const key = /^"?([\x21\x23-\x7e]{1,255})"?$/.exec(header.trim())?.[1]
  if (key === undefined) {
    const detail = 'must be 1 to 255 visible characters'
    return {
      ok: false,
      answer: problem(400, 'Some fields cannot be used.', { errors: [{ field: 'Idempotency-Key', detail }] }),
    }
  }
  const { pathname, search } = new URL(request.url)
  const hash = createHash('sha256').update(`${request.method} ${pathname}${search}\n`).update(body).digest()
  return { ok: true, keyed: { caller, key, request: hash } }
}

/** `fresh`: nobody began it. `again`: somebody began it and never came back, at `since` (Unix ms). */
export type Begun =
  | { kind: 'fresh' }
  | { kind: 'again'; since: number }
  | { kind: 'answered'; answer: Response }

type Runner = { query: (text: string, values: readonly unknown[]) => Promise<unknown[]> }

const began = z.array(z.object({ since: z.number().nullable() }))
const found = z.array(
  z.object({ same: z.boolean(), status: z.number().nullable(), body: z.string().nullable() }),
)

/**
 * Begins a request under its key, or answers as before: the same bytes for the same request, 422 for another one, 409 while it is
 * under way. Of any number at once one begins.
 */
async function begin(run: Runner, { caller, key, request }: Keyed): Promise<Begun> {
  const values = [caller, key, request]
  const rows = began.parse(await run.query(BEGIN, values))
  const [mine] = rows
  if (mine) return mine.since === null ? { kind: 'fresh' } : { kind: 'again', since: mine.since }
  const [known] = found.parse(await run.query(LOOK, values))
  if (!known) return { kind: 'answered', answer: underWay() }
  if (!known.same) {
    const detail = 'This Idempotency-Key was used for another request.'
    return { kind: 'answered', answer: problem(422, detail, { code: 'idempotency_key_reused' }) }
  }
  if (known.status === null || known.body === null) return { kind: 'answered', answer: underWay() }
  return { kind: 'answered', answer: answerOf({ status: known.status, body: known.body }, true) }
}

const BEGIN = `
  WITH before AS (SELECT started_at, status FROM api_answer WHERE caller = $1 AND key = $2)
  INSERT INTO api_answer AS a (caller, key, request) VALUES ($1, $2, $3)
  ON CONFLICT (caller, key) DO UPDATE SET started_at = now(), request = EXCLUDED.request, status = NULL, body = NULL
    WHERE a.started_at < now() - interval '${KEPT_HOURS} h'
      OR (a.status IS NULL AND a.request = EXCLUDED.request
        AND a.started_at < now() - interval '${TAKEN_OVER_AFTER_S} s')
  RETURNING (SELECT (extract(epoch FROM started_at) * 1000)::float8 FROM before WHERE status IS NULL) AS since`
const LOOK = 'SELECT request = $3 AS same, status, body FROM api_answer WHERE caller = $1 AND key = $2'
const KEEP = 'UPDATE api_answer SET status = $3, body = $4 WHERE caller = $1 AND key = $2'

const LET_GO = `
  UPDATE api_answer SET started_at = started_at - interval '${TAKEN_OVER_AFTER_S} s'
  WHERE caller = $1 AND key = $2 AND status IS NULL`

const underWay = () =>
  problem(409, 'A request with this Idempotency-Key is under way.', {
    code: 'idempotency_key_in_use',
    retryAfterSeconds: 1,
  })

const inPool = ({ pool }: Db): Runner => ({
  query: async (text, values) => (await pool.query({ text, values: [...values] })).rows,
})
const inTx = (tx: Tx): Runner => ({ query: (text, values) => tx.$queryRawUnsafe(text, ...values) })

/**
 * Does a change of our own tables once for each key: the change and its answer are written in one transaction. What throws
 * changes nothing and keeps no answer.
 */
export async function onceIn(
  { prisma }: Db,
  keyed: Keyed | null,
  work: (tx: Tx) => Promise<Kept>,
): Promise<Response> {
  return await prisma.$transaction(async (tx) => {
    if (keyed === null) return answerOf(await work(tx), false)
    const run = inTx(tx)
    const begun = await begin(run, keyed)
    if (begun.kind === 'answered') return begun.answer
    const kept = await work(tx)
    await run.query(KEEP, [keyed.caller, keyed.key, kept.status, kept.body])
    return answerOf(kept, false)
  })
}

/**
 * Does what reaches beyond our tables once for each key. Where the process that began it never came back, `work` is told since
 * when, and has to find out what was done. Answers of 429 and from 500 on are not kept, nor what throws.
 */
export async function onceFor(
  db: Db,
  keyed: Keyed | null,
  work: (since: number | null) => Promise<Response>,
): Promise<Response> {
  if (keyed === null) return await work(null)
  const run = inPool(db)
  const begun = await begin(run, keyed)
  if (begun.kind === 'answered') return begun.answer
  const forget = () =>
    run.query('DELETE FROM api_answer WHERE caller = $1 AND key = $2', [keyed.caller, keyed.key])
  try {
    const answer = await work(begun.kind === 'again' ? begun.since : null)
    if (answer.status === 429 || answer.status >= 500) await forget()
    else await run.query(KEEP, [keyed.caller, keyed.key, answer.status, await answer.clone().text()])
    return answer
  } catch (error) {
    // What a domain refuses has changed nothing. Of anything else, a lost connection to our tables too, nobody knows what was
    // done: the next request under the key finds out.
    if (error instanceof DomainError) await forget()
    else await run.query(LET_GO, [keyed.caller, keyed.key])
    throw error
  }
}

function answerOf({ status, body }: Kept, isReplayed: boolean): Response {
  const headers = new Headers({
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
    'cache-control': 'no-store',
  })
  if (isReplayed) headers.set('idempotency-replayed', 'true')
  return new Response(body, { status, headers })
}

/** Forgets answers of which nobody asks any more. */
export async function trimAnswers({ pool }: Db): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM api_answer WHERE started_at < now() - interval '${KEPT_HOURS} h'`,
  )
  return rowCount ?? 0
}
