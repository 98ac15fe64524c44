import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A small stand-in for an S3-compatible storage: checks every signature (AWS Signature Version 4) and the hash of what it gets. */
export async function startTestS3(keys: { accessKey: string; secretKey: string; region: string }) {
  const objects = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const refuse = (status: number, why: string) => response.writeHead(status).end(why)
    if (!isSigned(request, keys)) return refuse(403, 'SignatureDoesNotMatch')
    const told = request.headers['x-amz-content-sha256']
    const real = createHash('sha256').update(body).digest('hex')
    if (request.method === 'PUT' && told !== real) return refuse(400, 'XAmzContentSHA256Mismatch')
    const key = request.url ?? ''
    const kept = objects.get(key)
    switch (request.method) {
      case 'PUT':
        objects.set(key, body)
        return response.writeHead(200).end()
      case 'DELETE':
        objects.delete(key)
        return response.writeHead(204).end()
      default: {
        if (!kept) return refuse(404, 'NoSuchKey')
        const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
        if (!range) return response.writeHead(200).end(kept)
        return response.writeHead(206).end(kept.subarray(Number(range[1]), Number(range[2]) + 1))
      }
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/

function isSigned(
  { method = '', url = '', headers }: IncomingMessage,
  { accessKey, secretKey, region }: { accessKey: string; secretKey: string; region: string },
): boolean {
  const [, key, day = '', place, signed = '', signature] =
    AUTHORIZATION.exec(headers.authorization ?? '') ?? []
  if (key !== accessKey || place !== region) return false
  const names = signed.split(';')
  if (!names.includes('host') || !names.includes('x-amz-date')) return false
  const canonical = [
    method,
    url,
    '',
    ...names.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signed,
    String(headers['x-amz-content-sha256'] ?? ''),
  ].join('\n')
  const hash = createHash('sha256').update(canonical).digest('hex')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash].join('\n')
  let signingKey: Buffer = Buffer.from(`AWS4${secretKey}`)
  for (const part of [day, region, 's3', 'aws4_request']) signingKey = hmac(signingKey, part)
  return hmac(signingKey, toSign).toString('hex') === signature
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
