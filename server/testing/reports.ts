import { z } from 'zod'
import { receiveReport } from '@/server/features/reports/receive'
import { tokenOf } from '@/server/testing/chat'
import type { World } from '@/server/testing/world'

type Answer = { status: number; headers: Headers; text: string; body: z.infer<typeof answer> }

const answer = z.object({
  number: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
})

/** Sends a report as a client app does; `body` is sent as it is when it is a text. */
export async function postReport(
  world: World,
  token: string | null,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const request = new Request('http://steward.test/api/v1/reports', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const response = await receiveReport(world.env, request)
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: answer.parse(JSON.parse(text)) }
}

/** A report of a message. */
export const ofMessage = (message: { conversationId: string; seq: number }, more: object = {}) => ({
  subject: { kind: 'message', conversationId: message.conversationId, seq: message.seq },
  reason: 'spam',
  ...more,
})

/** A report of a group. */
export const ofGroup = (groupId: string, more: object = {}) => ({
  subject: { kind: 'group', groupId },
  reason: 'spam',
  ...more,
})

/** A group and one of its members who reports: limits and cases of one test do not meet another's. */
export async function freshGroup(world: World, size = 3) {
  const { groupId: id, userIds } = await world.group(size)
  const [boss = '', reporter = ''] = userIds
  return { id, userIds, boss, reporter, token: await tokenOf(world, reporter) }
}
