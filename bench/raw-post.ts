import { connect, type Socket } from 'node:net'

export type RawPost = { url: string; path: string; headers: Record<string, string>; body: string }

/**
 * How many posts a second a server answers, with so many connections that each send the next when the last is answered.
 * A client of its own, on bare sockets, so that as little as possible of the figure is the client's.
 */
export async function postsPerSecond(post: RawPost, connections: number, ms: number): Promise<number> {
  const request = requestOf(post)
  const end = performance.now() + ms
  const start = performance.now()
  const counts = await Promise.all(
    Array.from({ length: connections }, () => keepPosting(post.url, request, end)),
  )
  return (counts.reduce((sum, n) => sum + n, 0) / (performance.now() - start)) * 1000
}

function requestOf({ url, path, headers, body }: RawPost): Buffer {
  const all = { host: new URL(url).host, 'content-length': String(Buffer.byteLength(body)), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

function keepPosting(url: string, request: Buffer, end: number): Promise<number> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(port), hostname)
    let answered = 0
    let received = ''
    socket.setNoDelay()
    socket.setEncoding('latin1')
    socket.once('error', reject)
    socket.once('connect', () => socket.write(request))
    socket.on('data', (chunk) => {
      received += chunk
      const length = wholeLength(received)
      if (length === undefined) return
      if (!received.startsWith('HTTP/1.1 200') || !received.includes('"errCode":0')) {
        socket.destroy()
        reject(new Error(`not a success: ${received.slice(0, 400)}`))
        return
      }
      received = received.slice(length)
      answered++
      if (performance.now() < end) socket.write(request)
      else {
        socket.destroy()
        resolve(answered)
      }
    })
  })
}

/** The length of the first answer in the text once all of it is there. */
function wholeLength(received: string): number | undefined {
  const head = received.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const length = /content-length: (\d+)/i.exec(received.slice(0, head))?.[1]
  const whole = head + 4 + Number(length ?? 0)
  return received.length >= whole ? whole : undefined
}
