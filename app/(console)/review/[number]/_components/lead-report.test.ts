import { expect, test } from 'vitest'
import { leadReport } from './lead-report'

const report = (id: string, reason: string, text: string, at = 0) => ({
  id,
  reporter: { id, name: id },
  reason,
  text,
  at,
  comparison: 'match' as const,
  copyText: null,
})

test('the gravest reason comes before the longest text', () => {
  expect(leadReport([report('a', 'spam', 'a very long text'), report('b', 'threat', '')])?.id).toBe('b')
})

test('of one reason the fullest text comes first, then the earliest', () => {
  const reports = [
    report('a', 'scam', 'x', 5),
    report('b', 'scam', '  longer ', 9),
    report('c', 'scam', 'longer', 3),
  ]
  expect(leadReport(reports)?.id).toBe('c')
})

test('an unknown reason counts least, and no report gives none', () => {
  expect(leadReport([report('a', 'new_reason', 'long'), report('b', 'spam', '')])?.id).toBe('b')
  expect(leadReport([])).toBeUndefined()
})
