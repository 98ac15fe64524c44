import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createOpenim, type Openim, type OpenimSettings } from './client'
import { createMemoryTokenStore } from './token-memory'

/** A success with `data`, or without. */
export const ok = (data?: unknown) => JSON.stringify({ errCode: 0, errMsg: '', errDlt: '', data })
/** An answer with a code. */
export const refuse = (code: number) => JSON.stringify({ errCode: code, errMsg: '', errDlt: '' })
export const reset = Symbol('reset')
export const silence = Symbol('silence')

type Answer = string | typeof reset | typeof silence

/**
 * For tests of what goes wrong between OpenIM and us: it answers each call as the test says, and refuses unknown tokens
 * as OpenIM does. What OpenIM means by its answers is tested against the sandbox.
 */
export class ScriptedOpenim {
  readonly calls: string[] = []
  readonly tokens = new Set<string>()
  minted = 0
  answer: (route: string, nth: number) => Answer = () => ok()
  mint: () => Answer = () => {
    this.minted += 1
    this.tokens.add(`t${this.minted}`)
    return ok({ token: `t${this.minted}`, expireTimeSeconds: 7_776_000 })
  }
  readonly server: Server = createServer((request, response) => this.take(request, response))
  url = ''

  async listen() {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    const address = this.server.address()
    this.url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
  }

  client(changes: Partial<OpenimSettings> = {}): Openim {
    return createOpenim({
      baseUrl: this.url,
      secret: 'openIM123',
      adminId: 'imAdmin',
      tokenStore: createMemoryTokenStore(),
      timeoutMs: 1_000,
      ...changes,
    })
  }

  async close() {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private take(request: IncomingMessage, response: ServerResponse) {
    const route = request.url ?? ''
    request.resume()
    const answer = this.decide(route, String(request.headers.token))
    if (answer === reset) request.socket.resetAndDestroy()
    else if (answer !== silence) response.end(answer)
  }

  private decide(route: string, token: string): Answer {
    if (route === '/auth/get_admin_token') return this.mint()
    if (!this.tokens.has(token)) return refuse(1507)
    this.calls.push(route)
    return this.answer(route, this.calls.length)
  }
}
