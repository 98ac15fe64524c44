/** One service's after-webhooks: 2 at a time, 100 waiting; what finds no slot within 3 s is dropped (contract 9.1). */
const WORKERS = 2
const SLOTS = 100
const FULL_WAIT_MS = 3000

export class AfterQueue {
  private running = 0
  private readonly waiting: (() => Promise<void>)[] = []
  private readonly freed: (() => void)[] = []

  constructor(private readonly fullWaitMs = FULL_WAIT_MS) {}

  /** Queues a task; resolves once it has a slot, or after a while without one, when it is dropped. */
  async add(task: () => Promise<void>): Promise<void> {
    if (this.waiting.length >= SLOTS && !(await this.room())) return
    this.waiting.push(task)
    this.run()
  }

  private room(): Promise<boolean> {
    return new Promise((resolve) => {
      const taken = () => {
        clearTimeout(timer)
        resolve(true)
      }
      const timer = setTimeout(() => {
        this.freed.splice(this.freed.indexOf(taken), 1)
        resolve(false)
      }, this.fullWaitMs)
      this.freed.push(taken)
    })
  }

  private run(): void {
    while (this.running < WORKERS) {
      const task = this.waiting.shift()
      if (!task) return
      this.freed.shift()?.()
      this.running++
      void task().finally(() => {
        this.running--
        this.run()
      })
    }
  }
}
