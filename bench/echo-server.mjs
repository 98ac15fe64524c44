// The least a server over node:http can do with a post: read it and send it back. A baseline for benches.
import { createServer } from 'node:http'

const server = createServer((req, res) => {
  const chunks = []
  req.on('data', (chunk) => chunks.push(chunk))
  req.on('end', () => {
    const body = Buffer.concat(chunks)
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
    res.end(body)
  })
})
server.listen(Number(process.argv[2]), '127.0.0.1', () =>
  console.info(`http://127.0.0.1:${server.address().port}`),
)
