import { createTransport, type SentMessageInfo } from 'nodemailer'
import { z } from 'zod'
import { type Config, isLoopback } from '@/server/config'
import type { Message } from './compose'
import { plainText } from './payload'
import type { Delivered } from './schema'

const TIMEOUT_MS = 10_000

type Smtp = NonNullable<Config['alerts']['smtp']>

/** One e-mail to several people, as text. `id` is the same at every try, so that mail programs show it once. Never throws. */
export async function sendMail(
  smtp: Smtp,
  to: readonly string[],
  { id, message }: { id: string; message: Message },
): Promise<Delivered> {
  const transport = createTransport(transportOf(smtp.url))
  try {
    const info = await transport.sendMail({
      from: smtp.from,
      to: [...to],
      subject: message.title,
      text: plainText(message),
      messageId: `<${id}@${hostOf(smtp.from)}>`,
      // Nobody's out-of-office answers it.
      headers: { 'auto-submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    const refused = refusedIn(info)
    return refused.length === 0
      ? { problem: null, answer: info.response }
      : { problem: 'some_refused', answer: refused.join(', ') }
  } catch (error) {
    return problemIn(error)
  } finally {
    transport.close()
  }
}

/** A password goes over an encrypted connection, except on this machine. */
function transportOf(address: string) {
  const url = new URL(address)
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && user !== '' && !isLoopback(url.hostname),
    ignoreTLS: !secure && isLoopback(url.hostname),
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  }
}

const hostOf = (from: string) => /@([^>@\s]+)>?$/.exec(from)?.[1] ?? 'steward'

const refusedIn = ({ rejected }: SentMessageInfo): string[] => z.array(z.string()).catch([]).parse(rejected)

const smtpError = z.object({ code: z.string().optional(), response: z.string().optional() })

function problemIn(error: unknown): Delivered {
  const { code, response } = smtpError.catch({}).parse(error)
  if (response !== undefined) return { problem: 'refused', answer: response }
  if (code === 'ETIMEDOUT') return { problem: 'timed_out', answer: '' }
  return { problem: 'unreachable', answer: code ?? '' }
}
