import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Env } from '@/server/env'
import { fetchEvidence } from '@/server/features/evidence/fetch'
import type { NewMessage } from '@/server/openim/message-writes'
import { say, tokenOf } from '@/server/testing/chat'
import { ofMessage, postReport } from '@/server/testing/reports'
import type { World } from '@/server/testing/world'

/** Everything the tests of evidence say first: a group, a message in it, a report and the evidence of it. */
export async function reportedMessage(
  world: World,
  content: string | Pick<NewMessage, 'contentType' | 'content'>,
  more: object = {},
) {
  const { groupId, userIds } = await world.group(4, 1)
  const [owner = '', admin = '', reporter = '', other = ''] = userIds
  const message = await say(world, admin, { groupId }, content)
  const sent = await postReport(world, await tokenOf(world, reporter), ofMessage(message, more))
  const { caseId, subjectId } = await world.env.db.prisma.report.findUniqueOrThrow({
    where: { number: sent.body.number ?? '' },
  })
  await fetchEvidence(world.env, caseId)
  const { id: evidenceId } = await world.env.db.prisma.evidence.findUniqueOrThrow({ where: { subjectId } })
  return { groupId, owner, admin, reporter, other, message, caseId, subjectId, evidenceId }
}

/** A picture message whose best size is at `url`. */
export function picture(url: string): Pick<NewMessage, 'contentType' | 'content'> {
  const size = { uuid: '', type: 'png', size: 1, width: 1, height: 1, url }
  return {
    contentType: 102,
    content: { sourcePath: '', sourcePicture: size, bigPicture: size, snapshotPicture: size },
  }
}

/** A server that stands in for the chat's storage, and an environment that takes it for that. */
export async function mediaServer(env: Env, listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}/files`
  const config = { ...env.config, openim: { ...env.config.openim, mediaUrl: base } }
  return {
    base,
    env: { ...env, config },
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}

/** A PNG of one pixel. */
export const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
