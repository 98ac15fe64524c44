import { CallLog } from './calls'
import { FaultPlan } from './faults'
import type { Settings } from './options'
import { Store } from './state/store'
import { Webhooks } from './webhooks'

/** One running sandbox: its state, its settings, its timers and what tests may do to it. */
export class Runtime {
  readonly faults: FaultPlan
  readonly calls = new CallLog()
  readonly webhooks: Webhooks
  /** Called after every call that may have changed something. */
  onChange: () => void = () => {}
  private readonly timers = new Set<NodeJS.Timeout>()
  private closed = false

  constructor(
    readonly settings: Settings,
    readonly store: Store = new Store(),
    readonly clock: () => number = Date.now,
  ) {
    this.faults = new FaultPlan(clock)
    const lost = (key: string) => this.faults.losesWebhook(key)
    this.webhooks = new Webhooks(settings.webhooks, settings.quirks, lost)
  }

  /** True when behaving like v3.8.3-patch.16. */
  get patch(): boolean {
    return this.settings.quirks === 'patch.16'
  }

  isAdmin(userID: string): boolean {
    return this.settings.adminIDs.includes(userID)
  }

  /** Runs something later, unless the sandbox is closed before; at once when ms is 0. */
  later(ms: number, run: () => void): void {
    if (this.closed) return
    if (ms <= 0) {
      run()
      return
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      run()
      this.onChange()
    }, ms)
    this.timers.add(timer)
  }

  /** Drops everything that was to happen later. */
  stopTimers(): void {
    this.closed = true
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
  }
}
