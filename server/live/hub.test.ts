import { expect, it } from 'vitest'
import { createHub } from '@/server/live/hub'
import { type HubEvent, parsePayload } from '@/server/live/topics'

const event = (id: string): HubEvent => ({ topic: 'case', id })
const turn = () => new Promise((resolve) => setTimeout(resolve, 30))

/** Reads until the stream waits for more. */
async function readWaiting(stream: AsyncIterator<HubEvent>, count: number) {
  const read: string[] = []
  for (let i = 0; i < count; i++) {
    const { value, done } = await stream.next()
    if (done) break
    read.push(`${value.topic}:${value.id}`)
  }
  return read
}

it('greets, then hands each event of a burst on once, in order of its first mention', async () => {
  const hub = createHub()
  const stream = hub.subscribe(new AbortController().signal)
  for (const id of ['a', 'b', 'a', 'c', 'b']) hub.publish(event(id))
  expect(await readWaiting(stream, 4)).toEqual(['hello:', 'case:a', 'case:b', 'case:c'])
  hub.publish(event('a'))
  expect(await readWaiting(stream, 1)).toEqual(['case:a'])
})

it('ends with its signal, also while it waits, and before it was read', async () => {
  const hub = createHub()
  const stopping = new AbortController()
  const stream = hub.subscribe(stopping.signal)
  await stream.next()
  const pending = stream.next()
  stopping.abort()
  expect(await pending).toEqual({ value: undefined, done: true })
  expect(await hub.subscribe(stopping.signal).next()).toMatchObject({ done: true })
})

it('tells a subscriber who fell behind to read again, and no other', async () => {
  const hub = createHub()
  const { signal } = new AbortController()
  const slow = hub.subscribe(signal)
  const quick = hub.subscribe(signal)
  await quick.next()
  for (let i = 0; i < 300; i++) hub.publish(event(`x${i}`))
  await turn()
  expect(await readWaiting(quick, 300)).toHaveLength(300)
  for (let i = 0; i < 300; i++) hub.publish(event(`y${i}`))
  await turn()
  expect(await readWaiting(slow, 1)).toEqual(['hello:'])
  expect(await readWaiting(quick, 1)).toEqual(['case:y0'])
  hub.publish(event('later'))
  expect(await readWaiting(slow, 1)).toEqual(['case:later'])
})

it('after a new connection everybody is told to read again', async () => {
  const hub = createHub()
  const stream = hub.subscribe(new AbortController().signal)
  await stream.next()
  hub.hello()
  expect(await readWaiting(stream, 1)).toEqual(['hello:'])
})

it.each([
  ['case:0192', { topic: 'case', id: '0192' }],
  ['group:a:b', { topic: 'group', id: 'a:b' }],
  ['session:s1', { topic: 'session', id: 's1' }],
  ['hello:', undefined],
  ['hello:x', undefined],
  ['toString:x', undefined],
  ['case:', undefined],
  ['', undefined],
  [':x', undefined],
])('payload %j', (payload, expected) => expect(parsePayload(payload)).toEqual(expected))
