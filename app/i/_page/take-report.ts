import { z } from 'zod'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { localised } from '@/server/features/desk/schema'
import {
  reasonsForVisitors,
  reportAsVisitor,
  type VisitorReported,
} from '@/server/features/invites/public/report-group'
import type { WorkingLink } from '@/server/features/invites/public/schema'
import { readUpTo } from '@/server/features/reports/body'
import { log } from '@/server/log'
import { type Answer, answerPage } from './frame'
import { nameOf } from './link-page'
import { reportPage } from './report-page'
import type { Visit } from './visit'

/** Of the form, bytes: 2,000 characters of four bytes, each written as three. */
const MOST_FORM_BYTES = 32 * 1024

type Filled = { reason: string; text: string }

/** The empty form, or the filled one with what is the matter with it. */
export async function showForm(
  env: Env,
  visit: Visit,
  link: WorkingLink,
  { filled = { reason: '', text: '' }, wrong, ...answer }: Answer & { filled?: Filled; wrong?: string } = {},
): Promise<Response> {
  const rows = await reasonsForVisitors(env)
  const reasons = rows.map(({ id, names }) => ({ id, names: localised.parse(names) }))
  const { locale, t } = visit
  const app = env.config.invites.app.name
  const view = { locale, t, code: link.code, name: nameOf(link), app, reasons, filled }
  return answerPage(reportPage({ ...view, ...(wrong !== undefined && { wrong }) }), answer)
}

/** Takes the form. Answers the form again with what was written where it cannot be taken. */
export async function takeReport(
  env: Env,
  visit: Visit,
  link: WorkingLink,
  request: Request,
): Promise<Response> {
  const { t, address, locale } = visit
  const filled = await readForm(request)
  if (filled === null) {
    return await showForm(env, visit, link, { status: 400, wrong: t('invite_page.reporting.too_long') })
  }
  const acceptLanguage = request.headers.get('accept-language')
  const report = { ...filled, groupId: link.groupId, address, acceptLanguage }
  const done = await reportAsVisitor(env, report).catch((error: unknown) => {
    if (!(error instanceof DomainError))
      log().error({ err: error }, 'a report of a visitor could not be taken')
    return null
  })
  if (done?.kind === 'sent') {
    const location = `/i/${link.code}/report?sent=1&lang=${locale}`
    return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
  }
  return await showForm(env, visit, link, { filled, ...whyNot(visit, done) })
}

function whyNot(
  { t }: Visit,
  done: Exclude<VisitorReported, { kind: 'sent' }> | null,
): Answer & { wrong: string } {
  switch (done?.kind) {
    case undefined:
      return { status: 503, wrong: t('invite_page.reporting.away'), retryAfterSeconds: 60 }
    case 'wrong':
      return {
        status: 400,
        wrong: t(done.field === 'reason' ? 'invite_page.reporting.choose' : 'invite_page.reporting.too_long'),
      }
    case 'crowded':
      return {
        status: 429,
        wrong: t('invite_page.reporting.crowded'),
        retryAfterSeconds: done.retryAfterSeconds,
      }
    case 'too_many': {
      const { retryAfterSeconds } = done
      const minutes = Math.ceil(retryAfterSeconds / 60)
      return { status: 429, wrong: t('invite_page.reporting.too_many', { minutes }), retryAfterSeconds }
    }
  }
}

const form = z.object({ reason: z.string().max(100), text: z.string() })

/** What was filled in; null for more than a form can hold. */
async function readForm(request: Request): Promise<Filled | null> {
  const bytes = await readUpTo(request, MOST_FORM_BYTES)
  if (bytes === null) return null
  const fields = new URLSearchParams(Buffer.from(bytes).toString('utf8'))
  // A browser sends each end of line as two characters; the limit counts one, as the form does.
  const text = (fields.get('text') ?? '').replaceAll('\r\n', '\n')
  const read = form.safeParse({ reason: fields.get('reason') ?? '', text })
  return read.success ? read.data : { reason: '', text }
}
