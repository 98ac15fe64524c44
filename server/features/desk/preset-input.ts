/** What a preset's action is asked with. Pure; without the schemas' library, because browsers use it too. */

/** `lastsMs`: how long it lasts; null where it has no end or needs none. */
type Lasting = { lastsMs: number | null }

/** The action's input when it is decided now (ms): an end is a time, so that it means the same whenever it is sent. */
export function presetInput({ lastsMs }: Lasting, now: number): Record<string, unknown> {
  return lastsMs === null ? {} : { until: now + lastsMs }
}

type Keyed = { queueId: string | null; slot: number }

/** The presets of a queue by their keys: its own, and under the other keys those that hold everywhere. */
export function presetsOf<Preset extends Keyed>(presets: readonly Preset[], queueId: string): Preset[] {
  const own = presets.filter((preset) => preset.queueId === queueId)
  const rest = presets.filter(
    ({ queueId: of, slot }) => of === null && !own.some((preset) => preset.slot === slot),
  )
  return [...own, ...rest].sort((a, b) => a.slot - b.slot)
}
