import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whatHappened } from './sighting'
import type { SightingBody } from './sighting-body'

const text = (words: string): SightingBody => ({
  contentType: 101,
  content: JSON.stringify({ content: words }),
  revokedAt: null,
  deleted: false,
})
const revoked: SightingBody = { ...text('hello'), revokedAt: 5 }
const hidden: SightingBody = { contentType: 2101, content: '', revokedAt: 5, deleted: false }
const deleted: SightingBody = { contentType: 0, content: '', revokedAt: null, deleted: true }

test.each<[string, SightingBody, SightingBody, ReturnType<typeof whatHappened>]>([
  ['nothing', text('hello'), text('hello'), null],
  [
    'nothing but spaces and order of the JSON',
    text('hello'),
    { ...text(''), content: '{ "content":"hello " }' },
    null,
  ],
  ['an edit', text('hello'), text('good bye'), 'edited'],
  ['an edit to another type', text('hello'), { ...text('hello'), contentType: 114 }, 'edited'],
  ['a revocation', text('hello'), revoked, 'revoked'],
  ['a revocation that hides what was said', text('hello'), hidden, 'revoked'],
  ['nothing more after a revocation', revoked, hidden, null],
  ['a deletion', text('hello'), deleted, 'deleted'],
  ['a deletion after a revocation', revoked, deleted, 'deleted'],
  ['nothing more after a deletion', deleted, deleted, null],
  ['its coming back', deleted, text('hello'), 'back'],
  ['its coming back as a revoked one', deleted, revoked, 'revoked'],
])('%s', (_what, before, now, expected) => expect(whatHappened(before, now)).toBe(expected))

test('what was seen is no news the next time', () => {
  const any = fc.record({
    contentType: fc.constantFrom(101, 102, 2101),
    content: fc.string(),
    revokedAt: fc.option(fc.nat()),
    deleted: fc.boolean(),
  })
  fc.assert(
    fc.property(any, (seen) => {
      expect(whatHappened(seen, seen)).toBeNull()
    }),
  )
})
