import { isOwnOrigin } from '@/server/auth/request'
import { env } from '@/server/env'
import { answerPage } from '../../_page/frame'
import { sentPage } from '../../_page/report-page'
import { showForm, takeReport } from '../../_page/take-report'
import { visitLink, visitOf } from '../../_page/visit'

type Params = { params: Promise<{ code: string }> }

/** The form with which a visitor reports the group of a link. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const here = env()
  const visit = visitOf(here, request)
  const found = await visitLink(here, visit, (await params).code)
  if (found instanceof Response) return found
  const isSent = new URL(request.url).searchParams.get('sent') === '1'
  if (isSent) return answerPage(sentPage({ ...visit, code: found.link.code }))
  return await showForm(here, visit, found.link)
}

/** Takes it, from our own page only. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const here = env()
  if (!isOwnOrigin(request.headers, here.config.url)) {
    return new Response('Forbidden', { status: 403, headers: { 'cache-control': 'no-store' } })
  }
  const visit = visitOf(here, request)
  const found = await visitLink(here, visit, (await params).code)
  if (found instanceof Response) return found
  return await takeReport(here, visit, found.link, request)
}
