import { expect, test } from 'vitest'
import type { CaseItem } from '@/server/features/cases/schema'
import { mergeFresh } from './merge-fresh'

const item = (id: string, reports = 1): CaseItem => ({
  id,
  number: 1,
  kind: 'group',
  name: id,
  context: '',
  faceUrl: '',
  state: 'open',
  outcome: null,
  reason: 'spam',
  severity: 1,
  reports,
  openedAt: 0,
  lastReportAt: 0,
  claim: null,
  type: 'report',
  queue: 'general',
  deadlineAt: 0,
  emergency: false,
  automated: false,
  subjectsCount: 1,
  assignedTo: null,
  snoozedUntil: null,
})

const part = (...items: CaseItem[]) => ({ items, whole: false })
const whole = (...items: CaseItem[]) => ({ items, whole: true })
const ids = (items: CaseItem[]) => items.map(({ id }) => id)

test('a new case is counted and moves nothing', () => {
  const shown = [item('b'), item('c')]
  expect(mergeFresh(shown, whole(item('a'), item('b'), item('c')), 'a')).toEqual({ items: shown, arrived: 1 })
})

test('a shown case gets its new facts where it stands', () => {
  const merged = mergeFresh([item('b'), item('c')], whole(item('c', 9), item('b')), 'c')
  expect(merged.items.map(({ id, reports }) => [id, reports])).toEqual([
    ['b', 1],
    ['c', 9],
  ])
  expect(merged.arrived).toBe(0)
})

test('the changed case goes when it left the list, the last one too', () => {
  expect(ids(mergeFresh([item('a'), item('b')], whole(item('b')), 'a').items)).toEqual(['b'])
  expect(ids(mergeFresh([item('a'), item('b')], whole(item('a')), 'b').items)).toEqual(['a'])
})

test('a case beyond the part that was read stays', () => {
  const shown = [item('a'), item('b'), item('c')]
  expect(mergeFresh(shown, part(item('a'), item('b')), 'c').items).toHaveLength(3)
})
