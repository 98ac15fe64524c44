import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { atRate, floodReport } from '@/server/testing/flood'

/** A process that sends reports as so many apps would, and writes down how each was answered. */
const orders = z.object({
  url: z.string(),
  tokens: z.array(z.string()),
  subjects: z.array(z.string()),
  perSecond: z.number(),
  count: z.number(),
})
const { url, perSecond, count, ...plan } = orders.parse(
  JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')),
)
const answer = z.object({ number: z.string() })

const numbers: string[] = []
const refused: number[] = []
const times: number[] = []
const tookMs = await atRate(perSecond, count, async (n) => {
  const { token, body } = floodReport(plan, n)
  const begun = performance.now()
  const response = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  })
  if (response.status === 201) numbers.push(answer.parse(await response.json()).number)
  else refused.push(response.status)
  times.push(performance.now() - begun)
})
writeFileSync(process.argv[3] ?? '', JSON.stringify({ numbers, refused, times, tookMs }))
process.exit()
