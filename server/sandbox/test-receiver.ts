import { createServer, type Server } from 'node:http'

export interface Received {
  path: string
  command: string
  body: Record<string, unknown>
  headers: NodeJS.Dict<string | string[]>
}

/** For tests: somebody who is asked and told. `answers` says what to reply, by command. */
export class Receiver {
  readonly received: Received[] = []
  readonly answers = new Map<string, { status?: number; body: string; afterMs?: number }>()
  /** What every command is answered, when set. */
  everything: { status?: number; body: string; afterMs?: number } | undefined
  private server: Server | undefined
  url = ''

  async start(): Promise<void> {
    this.server = createServer(async (req, res) => {
      let text = ''
      for await (const chunk of req) text += String(chunk)
      const path = req.url ?? ''
      const command = path.split('?')[0]?.split('/').at(-1) ?? ''
      this.received.push({ path, command, body: JSON.parse(text), headers: req.headers })
      // this one overwrites what was asked for with what is answered, so it wants an echo
      const usual = command.startsWith('callbackBeforeSetGroupInfo') ? text : '{}'
      const answer = this.everything ?? this.answers.get(command) ?? { body: usual }
      setTimeout(() => {
        res.writeHead(answer.status ?? 200)
        res.end(answer.body)
      }, answer.afterMs ?? 0)
    })
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve))
    const address = this.server?.address()
    this.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/callback`
  }

  stop(): void {
    this.server?.close()
    this.server?.closeAllConnections()
  }

  clear(): void {
    this.received.length = 0
    this.answers.clear()
    this.everything = undefined
  }

  of(command: string): Received[] {
    return this.received.filter((r) => r.command === command)
  }
}
