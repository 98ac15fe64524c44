import { describe, expect, test } from 'vitest'
import { type PastRow, pastOf } from './past'

const dismissed = (severity: number | null = null): PastRow => ({
  action: 'group.dismiss',
  state: 'verified',
  severity,
})
const failedDismissal: PastRow = { action: 'group.dismiss', state: 'failed', severity: 3 }
const restored: PastRow = { action: 'group.restore', state: 'verified', severity: null }
const halfRestored: PastRow = { action: 'group.restore', state: 'failed', severity: null }

describe('what the ledger tells of a group’s dismissals, newest row first', () => {
  test.each<[string, PastRow[], object]>([
    ['nothing', [], { halfRestored: false, earlierList: true, dismissedByUs: false, forAbuse: false }],
    ['dismissed', [dismissed()], { earlierList: false, dismissedByUs: true, forAbuse: false }],
    ['for abuse', [dismissed(2)], { dismissedByUs: true, forAbuse: true }],
    ['for a reason that is none', [dismissed(0)], { dismissedByUs: true, forAbuse: false }],
    [
      'restored since',
      [restored, dismissed(2)],
      { earlierList: true, dismissedByUs: false, forAbuse: false },
    ],
    [
      'half restored',
      [halfRestored, dismissed(2)],
      { halfRestored: true, dismissedByUs: true, forAbuse: true },
    ],
    [
      'half restored, not ours',
      [halfRestored, restored, dismissed()],
      { halfRestored: true, dismissedByUs: false },
    ],
    [
      'a dismissal that failed',
      [failedDismissal],
      { earlierList: true, dismissedByUs: false, forAbuse: false },
    ],
    ['dismissed again', [dismissed(), restored, dismissed(3)], { dismissedByUs: true, forAbuse: false }],
  ])('%s', (_name, rows, expected) => {
    expect(pastOf(rows)).toMatchObject(expected)
  })
})
