import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOpenim } from './client'
import { OpenimError } from './errors'
import { ok, refuse } from './scripted-openim'
import { createMemoryTokenStore } from './token-memory'

type Fate = 'yes' | 'no' | 'inside' | 'cut' | 'garbled' | 'unconnected' | 'away'

const groups = ok({ groupInfos: null })
const broken = (code: string) => Object.assign(new TypeError('fetch failed'), { cause: { code } })

/** What one request comes to, after a moment in which others may come and go. */
async function meet(fate: Fate): Promise<Response> {
  await new Promise((resolve) => setImmediate(resolve))
  if (fate === 'cut') throw broken('ECONNRESET')
  if (fate === 'unconnected') throw broken('ECONNREFUSED')
  if (fate === 'away') return new Response('bad gateway', { status: 502 })
  if (fate === 'garbled') return new Response('<html>')
  if (fate === 'no') return new Response(refuse(1002))
  return new Response(fate === 'inside' ? refuse(500) : groups)
}

/** Whether a request with this fate may have changed something. */
const mayLand = (fate: Fate) => !['no', 'unconnected'].includes(fate)

const fates = fc.constantFrom<Fate>(
  'yes',
  'yes',
  'yes',
  'no',
  'inside',
  'cut',
  'garbled',
  'unconnected',
  'away',
)
const calls = fc.array(
  fc.record({ effect: fc.constantFrom('read', 'write'), fates: fc.tuple(fates, fates, fates) }),
  { minLength: 1, maxLength: 40 },
)

describe('whatever OpenIM does to calls that run at once', () => {
  test('writes go out once, reads three times at most, never too many together, and errors say what is true', async () => {
    await fc.assert(
      fc.asyncProperty(calls, fc.integer({ min: 1, max: 6 }), async (script, maxInFlight) => {
        const met = new Map<string, Fate[]>()
        const together = { now: 0, most: 0 }
        const openim = createOpenim({
          baseUrl: 'http://openim',
          secret: 's',
          adminId: 'a',
          tokenStore: createMemoryTokenStore(),
          maxInFlight,
          random: () => -0.5,
          async fetch(url, init) {
            if (url.endsWith('get_admin_token'))
              return new Response(ok({ token: 't', expireTimeSeconds: 999_999 }))
            together.now += 1
            together.most = Math.max(together.most, together.now)
            const id = new Headers(init.headers).get('operationID') ?? ''
            const before = met.get(id) ?? []
            const fate = script[Number(id)]?.fates[before.length] ?? 'yes'
            met.set(id, [...before, fate])
            return meet(fate).finally(() => {
              together.now -= 1
            })
          },
        })
        await openim.groups.byId('g', { operationId: '999' })
        const ends = await Promise.all(
          script.map(({ effect }, n) => {
            const options = { operationId: String(n) }
            const call =
              effect === 'read' ? openim.groups.byId('g', options) : openim.groups.mute('g', options)
            return call.then(
              () => undefined,
              (error: unknown) => error,
            )
          }),
        )

        expect(together.most).toBeLessThanOrEqual(maxInFlight)
        expect(openim.health()).toMatchObject({ inFlight: 0, waiting: 0 })
        ends.forEach((error, n) => {
          const sent = met.get(String(n)) ?? []
          expect(sent.length).toBeLessThanOrEqual(script[n]?.effect === 'read' ? 3 : 1)
          if (error === undefined) {
            expect(sent.at(-1)).toBe('yes')
            return
          }
          if (!(error instanceof OpenimError)) throw error
          expect(error.operationId).toBe(String(n))
          if (sent.at(-1) === 'yes') throw error
          if (script[n]?.effect === 'write') expect(error.mayHaveLanded).toBe(sent.some(mayLand))
          if (sent.length === 0) expect(error).toMatchObject({ kind: 'unreachable', reason: 'circuit_open' })
        })
      }),
      { numRuns: 300 },
    )
  })

  test('while it is away one call at a time finds out, and the first answer lets all of them through', async () => {
    const steps = fc.array(
      fc.record({ afterMs: fc.integer({ min: 0, max: 20_000 }), calls: fc.integer({ min: 1, max: 8 }) }),
      { minLength: 1, maxLength: 10 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (outage) => {
        const clock = { ms: 1_000_000 }
        const state = { away: false, sent: 0 }
        const openim = createOpenim({
          baseUrl: 'http://openim',
          secret: 's',
          adminId: 'a',
          tokenStore: createMemoryTokenStore(() => clock.ms),
          now: () => clock.ms,
          async fetch(url) {
            if (url.endsWith('get_admin_token'))
              return new Response(ok({ token: 't', expireTimeSeconds: 999_999 }))
            state.sent += 1
            return meet(state.away ? 'unconnected' : 'yes')
          },
        })
        const mutes = (count: number) =>
          Promise.allSettled(
            Array.from({ length: count }, (_, n) => openim.groups.mute('g', { operationId: `m${n}` })),
          )
        await mutes(1)
        state.away = true
        await mutes(5)
        for (const { afterMs, calls: count } of outage) {
          const before = state.sent
          clock.ms += afterMs
          await mutes(count)
          expect(state.sent - before).toBeLessThanOrEqual(1)
        }
        state.away = false
        clock.ms += 15_000
        await mutes(1)
        expect(openim.health()).toMatchObject({ state: 'up', breaker: 'closed' })
        const back = await mutes(8)
        expect(back.map((one) => one.status)).toEqual(back.map(() => 'fulfilled'))
      }),
      { numRuns: 100 },
    )
  })
})
