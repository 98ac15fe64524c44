import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInFlight } from './in-flight'

const never = new AbortController().signal
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('in flight', () => {
  test('lets at most so many in, and the rest in the order they came', async () => {
    const inFlight = createInFlight(2)
    const entered: number[] = []
    const leaves: (() => void)[] = []
    const all = [0, 1, 2, 3].map(async (n) => {
      const leave = await inFlight.enter(never)
      entered.push(n)
      leaves.push(leave)
    })
    await turn()
    expect(entered).toEqual([0, 1])
    leaves[0]?.()
    await turn()
    expect(entered).toEqual([0, 1, 2])
    leaves[1]?.()
    await Promise.all(all)
    expect(entered).toEqual([0, 1, 2, 3])
  })

  test('leaving twice frees one place', async () => {
    const inFlight = createInFlight(1)
    const leave = await inFlight.enter(never)
    leave()
    leave()
    await inFlight.enter(never)
    const gaveUp = new AbortController()
    const third = inFlight.enter(gaveUp.signal)
    gaveUp.abort(new Error('enough'))
    await expect(third).rejects.toThrow('enough')
  })

  test('who gives up in line takes no place', async () => {
    const inFlight = createInFlight(1)
    const leave = await inFlight.enter(never)
    const gaveUp = new AbortController()
    const second = inFlight.enter(gaveUp.signal)
    const third = inFlight.enter(never)
    gaveUp.abort(new Error('enough'))
    await expect(second).rejects.toThrow('enough')
    leave()
    await expect(third).resolves.toBeTypeOf('function')
  })

  test('does not let in who has given up already', async () => {
    const gaveUp = new AbortController()
    gaveUp.abort(new Error('enough'))
    await expect(createInFlight(1).enter(gaveUp.signal)).rejects.toThrow('enough')
  })

  test('whatever happens: never more than the limit, no place lost, first come first served', async () => {
    const act = fc.record({ what: fc.constantFrom('come', 'leave', 'leaveTwice', 'giveUp'), pick: fc.nat() })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(act, { maxLength: 60 }),
        async (limit, acts) => {
          const inFlight = createInFlight(limit)
          const inside: { n: number; leave: () => void }[] = []
          const entered: number[] = []
          let line: { n: number; giveUp: AbortController }[] = []
          let count = 0
          for (const { what, pick } of acts) {
            if (what === 'come') {
              const n = count++
              const giveUp = new AbortController()
              line.push({ n, giveUp })
              void inFlight.enter(giveUp.signal).then(
                (leave) => {
                  entered.push(n)
                  inside.push({ n, leave })
                  line = line.filter((one) => one.n !== n)
                },
                () => undefined,
              )
            } else if (what === 'giveUp') {
              const [one] = line.splice(pick % Math.max(1, line.length), 1)
              one?.giveUp.abort(new Error('enough'))
            } else {
              const [one] = inside.splice(pick % Math.max(1, inside.length), 1)
              one?.leave()
              if (what === 'leaveTwice') one?.leave()
            }
            await turn()
            expect(inside.length).toBeLessThanOrEqual(limit)
            expect(inFlight.counts()).toEqual({ inFlight: inside.length, waiting: line.length })
            if (line.length > 0) expect(inside).toHaveLength(limit)
          }
          expect(entered).toEqual([...entered].sort((a, b) => a - b))
        },
      ),
    )
  })
})
