import { expect, it } from 'vitest'
import { createLog } from '@/server/log'

function logged(facts: object, message = 'something happened') {
  const lines: string[] = []
  createLog('info', (line) => lines.push(line)).info(facts, message)
  return lines.join('')
}

it('hides secret fields wherever they stand', () => {
  const line = logged({
    password: 'hunter2',
    headers: { cookie: 'hunter2', authorization: 'hunter2' },
    a: { b: { token: 'hunter2' } },
    requestId: 'r-1',
  })
  expect(line).not.toContain('hunter2')
  expect(JSON.parse(line)).toMatchObject({ level: 'info', requestId: 'r-1', msg: 'something happened' })
})

it('keeps the causes of an error, without passwords in addresses and without what hangs on it', () => {
  const cause = Object.assign(new Error('connect postgresql://steward:hunter2@db/steward'), {
    query: 'hunter2',
  })
  const line = logged({ err: new Error('outer', { cause }) })
  expect(line).not.toContain('hunter2')
  expect(JSON.parse(line).err).toMatchObject({
    message: 'outer',
    cause: { message: 'connect postgresql://db/steward', stack: expect.any(String) },
  })
})

it('survives an error that is its own cause, and what is no error', () => {
  const error = new Error('round')
  error.cause = error
  expect(logged({ err: error })).toContain('round')
  expect(logged({ err: 'redis://:hunter2@cache' })).not.toContain('hunter2')
})
