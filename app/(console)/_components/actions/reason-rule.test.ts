import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reasonInput } from '@/server/actions/schema'
import { reasonProblem } from './reason-rule'

test('the rule says what the schema says', () => {
  const lengths = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1_995, max: 2_005 }))
  fc.assert(
    fc.property(lengths, fc.constantFrom('', ' ', '\n'), (length, around) => {
      const text = `${around}${'字'.repeat(length)}${around}`
      const checked = reasonInput.safeParse(text)
      expect(reasonProblem(text)).toBe(checked.success ? null : checked.error.issues[0]?.message)
    }),
  )
})
