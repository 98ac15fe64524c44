import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isDuplicate, OpenimError } from './errors'
import { everyCall } from './test-every-call'
import { bothVersions, op, World } from './test-world'

const groupIds = ['d1', 'd2', 'nothing']
const userIds = ['p1', 'p2', 'p3', 'p4', 'nobody']
const steps = fc.array(
  fc.record({
    path: fc.constantFrom(...Object.keys(everyCall)),
    about: fc.record({
      groupId: fc.constantFrom(...groupIds),
      userId: fc.constantFrom(...userIds),
      otherId: fc.constantFrom(...userIds),
      seq: fc.integer({ min: 1, max: 40 }),
      // Texts as people write them, and what the wire escapes.
      text: fc.oneof(
        fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
        fc.constantFrom('<b>&amp;</b>', '(', '\u2028', '你好', '\\', '"'),
      ),
    }),
  }),
  { minLength: 5, maxLength: 40 },
)

/**
 * Refusals are answers too, and so is OpenIM's 500 for a duplicate; an answer that cannot be read, or anything but our own
 * error, is not.
 */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof OpenimError)) return false
  return error.kind === 'refused' || isDuplicate(error)
}

describe.each(bothVersions)('every answer, from OpenIM as %s', (version) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(version)
    const [p1 = '', ...memberIds] = ['p1', 'p2', 'p3'].map((name) => world.named(name))
    const users = [p1, ...memberIds, world.named('p4')].map((id) => ({ id, nickname: id }))
    await world.openim.users.register(users, op)
    await world.openim.groups.create({ id: world.named('d1'), name: 'One', ownerId: p1, memberIds }, op)
  })
  afterAll(() => world.close())

  test('is understood, whatever was called before', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        for (const { path, about } of sequence) {
          const error = await everyCall[path]?.(world.openim, {
            ...about,
            groupId: world.named(about.groupId),
            userId: world.named(about.userId),
            otherId: world.named(about.otherId),
          }).then(
            () => undefined,
            (cause: unknown) => cause,
          )
          if (error !== undefined && !isAnswer(error)) expect({ path, about, error }).toBeUndefined()
        }
      }),
      { numRuns: 25 },
    )
  })
})
