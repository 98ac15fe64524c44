import { z } from 'zod'
import { addressOf } from '@/server/config'
import type { Tx } from '@/server/db/client'
import { USED_COMMANDS } from '@/server/gate/callbacks'
import type { SeenProcess } from './process-rows'
import type { WebhookState } from './schema'

const seenRow = z.object({ command: z.string(), last_at: z.date() })

/** Whether OpenIM's webhooks come in, by what gates wrote. */
export async function webhookState(tx: Tx, processes: readonly SeenProcess[]): Promise<WebhookState> {
  const rows = await tx.$queryRaw`SELECT command, last_at FROM webhook_seen`
  const seen = z.array(seenRow).parse(rows)
  const heard = new Set(seen.map(({ command }) => command))
  const gates = processes.flatMap(({ process }) => process.gate ?? [])
  const calls = [
    ...seen.map(({ last_at }) => last_at.getTime()),
    ...gates.flatMap(({ lastCallAt }) => lastCallAt ?? []),
  ]
  const [first] = gates
  return {
    gateAlive: gates.length > 0,
    url: first ? `${addressOf(first.host, first.port)}/GATE_SECRET` : null,
    lastCallAt: calls.length > 0 ? Math.max(...calls) : null,
    notHeard: USED_COMMANDS.filter(({ command }) => !heard.has(command)).map(({ key }) => key),
  }
}
