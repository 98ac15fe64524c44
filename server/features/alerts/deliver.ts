import { openByMaster } from '@/server/audit/personal'
import type { Config } from '@/server/config'
import type { ChannelKind } from './kinds'
import { sendMail } from './mail'
import { type Outgoing, requestFor, wasTaken } from './payload'
import { post } from './post'
import type { Delivered } from './schema'

/** Where a message goes: a channel, or the address of somebody on call. */
export type Target = {
  kind: ChannelKind
  recipients: readonly string[]
  address: Uint8Array | null
  secret: Uint8Array | null
}

/** Of what the other side said, characters. */
const MOST_SHOWN = 200

/** Sends one message. Never throws: says what stood in the way. */
export async function deliver(settings: Config['alerts'], to: Target, out: Outgoing): Promise<Delivered> {
  const { kind, recipients } = to
  if (kind === 'email' || to.address === null) {
    if (!settings.smtp) return { problem: 'no_mail_server', answer: '' }
    const sent = await sendMail(settings.smtp, recipients, out)
    return { ...sent, answer: shown(sent.answer, []) }
  }
  const address = openByMaster(to.address)
  const secret = to.secret ? openByMaster(to.secret) : ''
  const posted = await post(requestFor(kind, address, secret, out), { inside: settings.webhooksInside })
  if (posted.problem !== null) return { problem: posted.problem, answer: '' }
  const { status, body } = posted
  return {
    problem: wasTaken(kind, status, body) ? null : 'refused',
    answer: shown(`${status} ${body}`, [address, new URL(address).pathname, secret]),
  }
}

/** What people see of an answer: one short line, without our secrets where it repeats them. */
function shown(answer: string, secrets: readonly string[]): string {
  const without = secrets
    .filter((one) => one.length > 3)
    .reduce((text, one) => text.replaceAll(one, '…'), answer)
  return without
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST_SHOWN)
    .toWellFormed()
}
