import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type EffectContext, Obstacle } from '@/server/actions/effect'
import { canonicalJson, type Json } from '@/server/audit/canonical-json'
import { opener, type SealSubject, seal } from '@/server/audit/personal'
import { storableText } from '@/server/db/storable-text'
import type { Message } from '@/server/openim/message-schema'
import type { MessageAddress } from './address'
import { type MessageNow, readMessage } from './read'

/** What an action on a message remembers. The message itself is in a table of its own, sealed. */
export const keptMessage = z.object({
  /** Null where nothing of it was left to keep. */
  keptId: z.uuid().nullable(),
  readerId: z.string().nullable(),
  clientMsgId: z.string(),
  /** ms */
  sentAt: z.number(),
})
export type KeptMessage = z.infer<typeof keptMessage>

/**
 * Keeps the whole message as it is read now, sealed under its sender's key, with the hash of what was sealed. The first
 * read of an action stays. Throws Obstacle `unknown_message`, OpenimError.
 */
export async function keepMessage(
  ctx: EffectContext,
  address: MessageAddress,
  ledgerId: string,
): Promise<{ now: MessageNow; kept: KeptMessage }> {
  const now = await readMessage(ctx.env, address, { original: true }, ctx.options)
  if (now === null) throw new Obstacle('unknown_message')
  const { message, readerId } = now
  const keptId = message === null ? await keptBefore(ctx, ledgerId) : await store(ctx, ledgerId, message)
  const { clientMsgId = '', sentAt = 0 } = message ?? {}
  return { now, kept: { keptId, readerId, clientMsgId: storableText(clientMsgId), sentAt } }
}

async function keptBefore({ env }: EffectContext, ledgerId: string): Promise<string | null> {
  const row = await env.db.prisma.keptMessage.findUnique({ where: { ledgerId }, select: { id: true } })
  return row?.id ?? null
}

async function store({ env }: EffectContext, ledgerId: string, message: Message): Promise<string> {
  const { conversationId, seq, groupId, senderId, source } = message
  const body = canonicalJson(asJson(message))
  return await env.db.prisma.$transaction(async (tx) => {
    const about = sealedFor({ senderId, conversationId })
    await tx.keptMessage.createMany({
      data: {
        ledgerId,
        conversationId,
        seq,
        groupId,
        senderId: about.kind === 'user' ? about.id : null,
        source: `openim:${source}`,
        sha256: createHash('sha256').update(body).digest('hex'),
        body: await seal(tx, about, body),
      },
      skipDuplicates: true,
    })
    const { id } = await tx.keptMessage.findUniqueOrThrow({ where: { ledgerId }, select: { id: true } })
    return id
  })
}

/** Whose key a kept message is sealed under: its sender's; the conversation's where nobody can tell who wrote it. */
function sealedFor({
  senderId,
  conversationId,
}: {
  senderId: string | null
  conversationId: string
}): SealSubject {
  if (senderId) return { kind: 'user', id: storableText(senderId) }
  return { kind: 'conversation', id: conversationId }
}

const json = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** A message as JSON that PostgreSQL and any reader can hold. */
function asJson(message: Message): Json {
  const fields = Object.entries(json.parse(message))
  return Object.fromEntries(
    fields.map(([name, value]) => [name, typeof value === 'string' ? storableText(value) : value]),
  )
}

const whatItSays = z.object({ contentType: z.number(), content: z.string() })

/** What a kept message said; null where nothing was kept, or its sender was erased since. */
export async function openKept(
  { env }: EffectContext,
  keptId: string | null,
): Promise<z.infer<typeof whatItSays> | null> {
  const row = keptId === null ? null : await env.db.prisma.keptMessage.findUnique({ where: { id: keptId } })
  if (row === null) return null
  const text = (await opener(env.db.prisma, sealedFor(row)))(row.body)
  return text === null ? null : whatItSays.parse(JSON.parse(text))
}
