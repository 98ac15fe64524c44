import { expect, test } from 'vitest'
import { leadReport } from './lead-report'

const report = (id: string, severity: number, text: string, at = 0) => ({ id, severity, text, at })

test('the gravest reason comes before the longest text', () => {
  expect(leadReport([report('a', 1, 'a very long text'), report('b', 3, '')])?.id).toBe('b')
})

test('of one reason the fullest text comes first, then the earliest', () => {
  const reports = [report('a', 2, 'x', 5), report('b', 2, '  longer ', 9), report('c', 2, 'longer', 3)]
  expect(leadReport(reports)?.id).toBe('c')
})

test('an unknown reason counts least, and no report gives none', () => {
  expect(leadReport([report('a', 0, 'long'), report('b', 1, '')])?.id).toBe('b')
  expect(leadReport([])).toBeUndefined()
})
