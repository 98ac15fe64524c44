import { expect, test } from 'vitest'
import { readReportOptions } from './report-options'

const october = ['report', '--from', '2026-10-01', '--to', '2026-10-31']

test('a period, a form and a time zone', () => {
  const period = { from: '2026-10-01', to: '2026-10-31', timeZone: 'UTC' }
  expect(readReportOptions(october)).toEqual({ period, format: 'md', language: 'en' })
  const asked = readReportOptions([
    ...october,
    ...['--format', 'csv', '--time-zone', 'Asia/Shanghai', '--lang', 'zh-CN'],
  ])
  expect(asked).toEqual({
    period: { ...period, timeZone: 'Asia/Shanghai' },
    format: 'csv',
    language: 'zh-CN',
  })
  expect(readReportOptions(['--help'])).toBeNull()
})

test.each([
  [[], 'A command is missing'],
  [['rapport'], 'No such command: rapport'],
  [['report'], '--from is missing'],
  [['report', '--from', '2026-10-01'], '--to is missing'],
  [['report', '--from', '2026-02-30', '--to', '2026-03-01'], '--from is no day'],
  [['report', '--from', '2026-10-01', '--to', 'today'], '--to is no day'],
  [['report', '--from', '2026-10-02', '--to', '2026-10-01'], '--to is before --from'],
  [['report', '--from', '2020-10-02', '--to', '2026-10-01'], 'more than 400 days'],
  [[...october, '--format', 'pdf'], '--format is pdf'],
  [[...october, '--lang', 'fr'], '--lang is fr'],
  [[...october, '--time-zone', 'Mars/Base'], '--time-zone is no name'],
  [[...october, '--time-zone', '+05:30'], '--time-zone is no name'],
  [[...october, '--form', 'csv'], '--form'],
])('%j names what is wrong', (args, problem) => {
  expect(() => readReportOptions(args)).toThrow(problem)
})
