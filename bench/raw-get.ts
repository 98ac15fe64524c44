import { connect, type Socket } from 'node:net'

/**
 * How many times a second a server answers 200 to a path, with so many connections that each ask again when they were
 * answered. A client on bare sockets, as raw-post.ts, so that as little as possible of the figure is the client's.
 */
export async function getsPerSecond(
  { url, path }: { url: string; path: string },
  connections: number,
  ms: number,
): Promise<number> {
  const request = `GET ${path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\n\r\n`
  const start = performance.now()
  const counts = await Promise.all(
    Array.from({ length: connections }, () => keepAsking(url, request, start + ms)),
  )
  return (counts.reduce((sum, n) => sum + n, 0) / (performance.now() - start)) * 1000
}

function keepAsking(url: string, request: string, end: number): Promise<number> {
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
      if (!isWhole(received)) return
      if (!received.startsWith('HTTP/1.1 200')) {
        socket.destroy()
        reject(new Error(`not a success: ${received.slice(0, 400)}`))
        return
      }
      received = ''
      answered++
      if (performance.now() < end) socket.write(request)
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
