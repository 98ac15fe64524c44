import type { z } from 'zod'
import { readFilter } from '@/app/_search/read-filter'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import { may, type Permission } from '@/server/auth/permissions'
import { type CsvValue, csvHeaders, csvStream } from '@/server/csv'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { log } from '@/server/log'
import { requestContext } from '@/server/trpc/context'
import { problemOf, statusOf } from '@/server/trpc/problem'
import { unstorableField } from '@/server/trpc/storable-input'

type Pages = AsyncIterator<readonly (readonly CsvValue[])[]>

/** A list that can be saved as a table. Its filter is the one of its page's address. */
export type ExportedList<Filter extends z.ZodObject> = {
  name: string
  /** Needed to take it; `list.export` where nothing is said. */
  permission?: Permission
  filter: Filter
  header: (actor: StaffActor) => readonly string[]
  /** Throws DomainError `forbidden` for a filter that this person may not use. */
  pages: (env: Env, filter: z.output<Filter>, actor: StaffActor) => Pages
}

/**
 * Answers with a whole list as CSV, page by page as fast as it is taken; who took which list is audited before the
 * first row leaves.
 */
export async function answerExport<Filter extends z.ZodObject>(
  request: Request,
  list: ExportedList<Filter>,
): Promise<Response> {
  try {
    const { actor, env, requestId } = await requestContext(request.headers)
    if (actor === null) throw new DomainError('unauthenticated', 'unauthenticated')
    if (!may(actor.role, list.permission ?? 'list.export')) throw new DomainError('forbidden', 'forbidden')
    const params = Object.fromEntries(new URL(request.url).searchParams)
    const field = unstorableField(params)
    if (field !== undefined) throw new DomainError('invalid', 'invalid', { field })
    const filter = readFilter(list.filter, params)
    const pages = await begun(list.pages(env, filter, actor))
    await env.db.prisma.$transaction((tx) =>
      appendAudit(tx, {
        actor,
        action: 'list.exported',
        subject: { kind: 'staff', id: actor.id },
        after: { list: list.name },
        // What was searched for may be somebody's name.
        personal: { filter: JSON.stringify(filter) },
        requestId,
      }),
    )
    const day = new Date().toISOString().slice(0, 10)
    return new Response(csvStream(list.header(actor), pages), {
      headers: csvHeaders(`steward-${list.name}-${day}.csv`),
    })
  } catch (error) {
    const problem = problemOf(error)
    if (problem.code === 'internal')
      log().error({ err: error, list: list.name }, 'a list could not be exported')
    return new Response([problem.reason, ...(problem.field ? [problem.field] : [])].join(': '), {
      status: statusOf(problem),
      headers: { 'cache-control': 'no-store' },
    })
  }
}

/** Reads the first page, so that what is refused is refused before anything is answered. */
async function begun(pages: Pages): Promise<Pages> {
  const first = await pages.next()
  async function* all() {
    for (let next = first; !next.done; next = await pages.next()) yield next.value
  }
  return all()
}
