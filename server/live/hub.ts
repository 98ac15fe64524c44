import type { HubEvent } from '@/server/live/topics'

/** Events wait this long for others of their burst, ms. */
export const BURST_MS = 20
/** A subscriber that has more waiting is told to read again instead. */
const MAX_WAITING = 500

/** One stream's share of what the hub hears. */
export type Subscription = AsyncIterableIterator<HubEvent>

/**
 * Fans events out to all subscribers. Equal events of one burst arrive once; one slow subscriber neither holds up the
 * others nor grows without end. Knows nothing of PostgreSQL.
 */
export type Hub = {
  /** Hands on an event, together with what else comes within {@link BURST_MS}. */
  publish(event: HubEvent): void
  /** Tells all subscribers at once to read again. */
  hello(): void
  /** Events from now on, beginning with `hello`; ends when `signal` aborts or the hub is closed. */
  subscribe(signal: AbortSignal): Subscription
  /** Ends all subscriptions, now and from now on: the process is about to end. */
  close(): void
}

/** Says of events what it takes to hear them, as it is now. */
type Place = (events: readonly HubEvent[]) => Promise<readonly HubEvent[]>

const HELLO: HubEvent = { topic: 'hello', id: '' }
const keyOf = ({ topic, id }: HubEvent) => `${topic}:${id}`

/**
 * @param place looks up once for all subscribers what each burst is about; where it fails, everybody is told to read again
 */
export function createHub(place: Place = async (events) => events): Hub {
  const subscribers = new Set<Mailbox>()
  const burst = new Map<string, HubEvent>()
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let delivered = Promise.resolve()

  function flush() {
    timer = undefined
    const events = [...burst.values()]
    burst.clear()
    const placed = place(events).catch(() => null)
    // Bursts stay in their order, however long each is looked up.
    delivered = delivered.then(async () => {
      const known = await placed
      for (const subscriber of subscribers) {
        if (known) subscriber.put(known)
        else subscriber.overwrite()
      }
    })
  }

  return {
    publish(event) {
      burst.set(keyOf(event), event)
      if (timer === undefined) timer = setTimeout(flush, BURST_MS)
    },
    hello() {
      for (const subscriber of subscribers) subscriber.overwrite()
    },
    subscribe(signal) {
      const end = AbortSignal.any([signal, closing.signal])
      const mailbox = createMailbox(end, () => subscribers.delete(mailbox))
      subscribers.add(mailbox)
      return mailbox.events
    },
    close: () => closing.abort(),
  }
}

type Mailbox = { put(events: readonly HubEvent[]): void; overwrite(): void; events: Subscription }

function createMailbox(signal: AbortSignal, onEnd: () => void): Mailbox {
  const waiting = new Map([[keyOf(HELLO), HELLO]])
  let wake: (() => void) | undefined
  let ended = signal.aborted

  function overwrite() {
    waiting.clear()
    waiting.set(keyOf(HELLO), HELLO)
    wake?.()
  }
  function put(events: readonly HubEvent[]) {
    for (const event of events) waiting.set(keyOf(event), event)
    if (waiting.size > MAX_WAITING) overwrite()
    else wake?.()
  }
  function end() {
    ended = true
    onEnd()
    wake?.()
  }
  signal.addEventListener('abort', end, { once: true })

  async function* read(): Subscription {
    try {
      while (!ended) {
        const [next] = waiting
        if (next) {
          waiting.delete(next[0])
          yield next[1]
          continue
        }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    } finally {
      signal.removeEventListener('abort', end)
      end()
    }
  }
  return { put, overwrite, events: read() }
}
