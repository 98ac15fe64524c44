import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { z } from 'zod'

export type Mailbox = {
  url: string
  mails: { to: string[]; text: string }[]
  close: () => Promise<void>
}

/** A real SMTP server on this machine that takes mail of `steward`, and refuses recipients that begin with `nobody`. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: Mailbox['mails'] = []
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _session, done) {
      if (username === 'steward' && password === 'p@ss') done(null, { user: username })
      else done(new Error('535 no such account'))
    },
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('nobody')) done(new Error('no such mailbox'))
      else done()
    },
    onData(stream, { envelope }, done) {
      text(stream).then(
        (mail) => {
          mails.push({ to: envelope.rcptTo.map(({ address }) => address), text: decoded(mail) })
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.number() }).parse(server.server.address())
  return {
    url: `smtp://steward:p%40ss@127.0.0.1:${port}`,
    mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Quoted-printable, read. */
function decoded(mail: string): string {
  const bytes = mail
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
