import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Openim } from './client'
import { refuse, reset, ScriptedOpenim } from './scripted-openim'
import { callsOf, everyCall } from './test-every-call'
import { failureOf } from './test-failure-of'

let server: ScriptedOpenim
beforeEach(async () => {
  server = new ScriptedOpenim()
  await server.listen()
})
afterEach(() => server.close())

const about = { groupId: 'g1', userId: 'u1', otherId: 'u2', seq: 3, text: 'hello' }
/** These tell in their answer what went wrong, and are tested for it elsewhere. */
const tellsInAnswer = ['users.importAll', 'probe']
const calls = Object.entries(everyCall).filter(([path]) => !tellsInAnswer.includes(path))
/** Repeats reads at once, without a pause that would only make these tests slow. */
const random = () => -0.5

/** A client whose server has just ended. */
async function orphan(): Promise<Openim> {
  const openim = server.client({ random })
  await server.close()
  return openim
}

test('the list has every function of the client', () => {
  expect(Object.keys(everyCall).sort()).toEqual(callsOf(server.client()).sort())
})

describe.each(calls)('%s', (path, ask) => {
  test('where nobody listens: it certainly did not land', async () => {
    const error = await failureOf(ask(await orphan(), about))
    expect(error).toMatchObject({ kind: 'unreachable', mayHaveLanded: false })
  })

  test('refused', async () => {
    server.answer = () => refuse(1002)
    const openim = server.client()
    const error = await failureOf(ask(openim, about))
    const reason = error.route === '/auth/parse_token' ? 'token_unknown' : 'no_permission'
    expect(error).toMatchObject({ kind: 'refused', reason, mayHaveLanded: false })
    expect(error.operationId).toBe('every-call')
  })

  // It needs no admin token, and that is how the scripted server tells calls apart.
  test.skipIf(path === 'auth.parseToken')('cut off before the answer: it may have landed', async () => {
    const openim = server.client({ random })
    server.answer = () => reset
    const error = await failureOf(ask(openim, about))
    expect(error).toMatchObject({ kind: 'uncertain', mayHaveLanded: true })
  })
})

test('an import tells it for each', async () => {
  expect(await everyCall['users.importAll']?.(await orphan(), about)).toMatchObject([
    { id: 'u1', result: 'not_tried', error: { kind: 'unreachable' } },
  ])
})

test('a probe that is refused everything knows nothing', async () => {
  server.answer = () => refuse(1002)
  expect(await server.client().probe({}, { operationId: 'p' })).toMatchObject({
    version: 'unknown',
    clockDifferenceMs: null,
    warnings: expect.arrayContaining(['version_unknown']),
  })
})
