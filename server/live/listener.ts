import { type ListenerSettings, startListener } from '@/server/db/listener'
import { CHANNEL, type HubEvent, parsePayload } from '@/server/live/topics'

type Settings = Pick<ListenerSettings, 'url' | 'onConnect' | 'onLost'> & {
  onEvent: (event: HubEvent) => void
}

/** Hears of every change that reaches browsers. */
export function startLiveListener({ onEvent, ...settings }: Settings): { stop(): Promise<void> } {
  return startListener({
    ...settings,
    channel: CHANNEL,
    name: 'steward live',
    onMessage: (payload) => {
      const event = parsePayload(payload)
      if (event) onEvent(event)
    },
  })
}
