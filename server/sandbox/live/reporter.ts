import { issueToken } from '../access'
import type { Runtime } from '../runtime'
import { demoIncidents, type ReportBody } from '../seed/incident-messages'

/** The platform reporters are signed in on: one that no test uses, because a new token ends older ones of a platform. */
const PLATFORM = 8
const FIRST_RETRY_MS = 2000
const LAST_RETRY_MS = 30_000
const LIVE_TRIES = 5
const TIMEOUT_MS = 10_000
const NOTE = 'reportedIncidents'

/** Posts reports to a console as the apps of the community's people would. */
export class Reporter {
  private readonly tokens = new Map<string, string>()

  constructor(
    private readonly rt: Runtime,
    private readonly base: string,
    /** Below 1 it tries again sooner. */
    private readonly pace = 1,
  ) {}

  /**
   * Reports the seeded incidents, one after the other, once: how far it came is kept with the state. Waits for a
   * console that does not answer yet.
   */
  reportIncidents(wait = FIRST_RETRY_MS): void {
    const { store } = this.rt
    const done = store.notes.get(NOTE) ?? 0
    const next = demoIncidents(store)[done]
    if (!next) return
    void this.post(next.reporter, next.body).then((outcome) => {
      if (outcome === 'try again') {
        this.rt.later(wait * this.pace, () => this.reportIncidents(Math.min(wait * 2, LAST_RETRY_MS)))
        return
      }
      store.notes.set(NOTE, done + 1)
      this.rt.onChange()
      this.reportIncidents()
    })
  }

  /** Reports something that has just happened; gives up after a few tries. */
  report(reporter: string, body: ReportBody, tries = LIVE_TRIES): void {
    void this.post(reporter, body).then((outcome) => {
      if (outcome === 'taken' || tries <= 1) return
      this.rt.later(LAST_RETRY_MS * this.pace, () => this.report(reporter, body, tries - 1))
    })
  }

  /** A refusal (a 4xx with a JSON body) is final; anything else may be a console that is not up yet. */
  private async post(reporter: string, body: ReportBody): Promise<'taken' | 'try again'> {
    try {
      const response = await fetch(`${this.base.replace(/\/$/, '')}/api/v1/reports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.tokenOf(reporter)}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const answer = await response.text()
      if (response.ok) return 'taken'
      const json = /\bjson\b/.test(response.headers.get('content-type') ?? '')
      if (response.status >= 500 || response.status === 429 || response.status === 401 || !json)
        return 'try again'
      console.warn(`report of ${reporter} refused: ${response.status} ${answer.slice(0, 200)}`)
      return 'taken'
    } catch {
      return 'try again'
    }
  }

  private tokenOf(userID: string): string {
    const known = this.tokens.get(userID)
    if (known) return known
    const token = issueToken(this.rt, userID, PLATFORM)
    this.tokens.set(userID, token)
    return token
  }
}
