import { setTimeout as sleep } from 'node:timers/promises'
import { describeEnding, type Ending, type RunningProcess } from './running-process'

/** A service the launcher keeps running. */
export type Part = {
  name: string
  /** Resolves once it is ready. */
  start: () => Promise<RunningProcess>
  /** `restart` for what may come back without the others noticing more than a pause; `essential` ends everything. */
  onEnd: 'restart' | 'essential'
  /** How often it may end in a row, each time within a minute of its start, before everything stops. */
  patience?: number
}

export type Fleet = {
  /** Starts a part and keeps it running. */
  add: (part: Part) => Promise<void>
  /** No part is started again from now on. */
  letGo: () => void
}

const steadyMs = 60_000
const longestDelayMs = 30_000

/** How long to wait before a restart, in ms: 1, 2, 4, … 30 s after the first, second, … end in a row. */
export const restartDelay = (endsInARow: number) => Math.min(longestDelayMs, 1000 * 2 ** (endsInARow - 1))

type Slot = { part: Part; process: RunningProcess | undefined; startedAt: number }

/**
 * Keeps a set of processes running. `tell` receives sentences for the person at the terminal; `giveUp` is called
 * when a part that all depend on cannot be kept.
 */
export function createFleet(hooks: {
  tell: (text: string) => void
  giveUp: (reason: string) => void
}): Fleet {
  const letGo = new AbortController()
  const { signal } = letGo

  async function launch(slot: Slot) {
    slot.startedAt = performance.now()
    slot.process = await slot.part.start()
  }

  /** Returns once the part is down, having said why. */
  async function untilDown({ part, process }: Slot) {
    if (!process) return
    const ending = await process.ended
    if (!signal.aborted) hooks.tell(report(part.name, ending, process.lastLines()))
  }

  async function keep(slot: Slot) {
    const { name, onEnd, patience = Number.POSITIVE_INFINITY } = slot.part
    for (let endsInARow = 1; ; endsInARow++) {
      await untilDown(slot)
      if (signal.aborted) return
      if (slot.process && performance.now() - slot.startedAt > steadyMs) endsInARow = 1
      slot.process = undefined
      if (onEnd === 'essential' || endsInARow > patience) {
        return hooks.giveUp(`Steward cannot go on without the ${name}.`)
      }
      const delay = restartDelay(endsInARow)
      hooks.tell(`The ${name} starts again in ${delay / 1000} s.`)
      await sleep(delay, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
      await launch(slot).then(
        () => hooks.tell(`The ${name} runs again.`),
        (error: unknown) => hooks.tell(error instanceof Error ? error.message : String(error)),
      )
    }
  }

  return {
    add: async (part) => {
      const slot: Slot = { part, process: undefined, startedAt: 0 }
      await launch(slot)
      void keep(slot)
    },
    letGo: () => letGo.abort(),
  }
}

function report(name: string, ending: Ending, lastLines: readonly string[]) {
  const lines = lastLines.slice(-10).map((line) => `  ${line}`)
  return [
    `The ${name} ${describeEnding(ending)}${lines.length > 0 ? '. It said last:' : '.'}`,
    ...lines,
  ].join('\n')
}
