import { env } from '@/server/env'
import { appHref } from '../_page/app-link'
import { answerPage } from '../_page/frame'
import { linkPage } from '../_page/link-page'
import { visitLink, visitOf } from '../_page/visit'

type Params = { params: Promise<{ code: string }> }

/** The public page of an invite link. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const here = env()
  const visit = visitOf(here, request)
  const found = await visitLink(here, visit, (await params).code)
  if (found instanceof Response) return found
  const { link } = found
  const { url, invites } = here.config
  const app = { ...invites.app, href: appHref(invites.app, link.code, request.headers.get('user-agent')) }
  const page = linkPage({ ...visit, link, url: `${url}/i/${link.code}`, app })
  const pictureUrl = link.card?.pictureUrl
  return answerPage(page, { pictureOrigin: pictureUrl ? new URL(pictureUrl).origin : undefined })
}
