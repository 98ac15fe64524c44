import { connect, type Socket } from 'node:net'

export type RawRequest = {
  url: string
  path: string
  headers?: Record<string, string>
  /** Posted; without one it is a GET. */
  body?: string
  /** What every answer must hold besides 200. */
  holds?: string
}

/**
 * How many times a second a server answers a request as it should, with so many connections that each send the next when
 * the last is answered. A client of its own, on bare sockets, so that as little as possible of the figure is the client's.
 */
export async function answersPerSecond(
  request: RawRequest,
  connections: number,
  ms: number,
): Promise<number> {
  const start = performance.now()
  const counts = await Promise.all(Array.from({ length: connections }, () => keepAsking(request, start + ms)))
  return (counts.reduce((sum, n) => sum + n, 0) / (performance.now() - start)) * 1000
}

function bytesOf({ url, path, headers, body }: RawRequest): Buffer {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const all = { host: new URL(url).host, ...length, ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  const method = body === undefined ? 'GET' : 'POST'
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`)
}

function keepAsking(request: RawRequest, end: number): Promise<number> {
  const { hostname, port } = new URL(request.url)
  const bytes = bytesOf(request)
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(port), hostname)
    let answered = 0
    let received = ''
    socket.setNoDelay()
    socket.setEncoding('latin1')
    socket.once('error', reject)
    socket.once('connect', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      received += chunk
      if (!isWhole(received)) return
      if (!received.startsWith('HTTP/1.1 200') || !received.includes(request.holds ?? '')) {
        socket.destroy()
        reject(new Error(`not a success: ${received.slice(0, 400)}`))
        return
      }
      received = ''
      answered++
      if (performance.now() < end) socket.write(bytes)
      else {
        socket.destroy()
        resolve(answered)
      }
    })
  })
}

/** Whether all of one answer is there: by its length, or the last of its chunks. */
function isWhole(received: string): boolean {
  const head = received.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /content-length: (\d+)/i.exec(received.slice(0, head))?.[1]
  return length === undefined
    ? received.endsWith('\r\n0\r\n\r\n')
    : received.length >= head + 4 + Number(length)
}
