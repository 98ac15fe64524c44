import { createServer } from 'node:http'
import next from 'next'
import { config } from '@/server/config'
import { root } from './project.mjs'

/**
 * Web and worker in one process, sharing the in-process store: for a machine without a Redis. The worker's own
 * handlers end the process when it is asked to.
 */
const { host, port } = config()
const web = next({ dev: process.env.NODE_ENV === 'development', dir: root, hostname: host, port })
await web.prepare()
const answer = web.getRequestHandler()
const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error)
    response.destroy()
  })
})
await new Promise<void>((resolve, reject) => {
  server.once('error', reject)
  server.listen(port, host, resolve)
})
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
await import('@/server/jobs/main')
