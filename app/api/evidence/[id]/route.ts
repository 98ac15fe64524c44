import { serveMedia } from '@/server/features/evidence/serve-media'
import { log } from '@/server/log'
import { requestContext } from '@/server/trpc/context'
import { problemOf, statusOf } from '@/server/trpc/problem'

/** A file copied as evidence, for whoever may work on its case. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    return await serveMedia(await requestContext(request.headers), (await params).id, request)
  } catch (error) {
    const problem = problemOf(error)
    if (problem.code === 'internal') log().error({ err: error }, 'media of the evidence could not be served')
    return new Response(problem.reason, {
      status: statusOf(problem),
      headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' },
    })
  }
}
