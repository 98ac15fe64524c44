import { expect, test } from 'vitest'
import { textOf } from './text-of'

const text = 'id\tnickname\r\nu1\t李思远 🦉\r\n'
const little = Buffer.from(`\uFEFF${text}`, 'utf16le')

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16, little end first', little],
  ['UTF-16, big end first', Buffer.from(little).swap16()],
])('%s', (_, bytes) => {
  expect(textOf(bytes)).toBe(text)
})

test('what is no UTF-8 shows', () => {
  expect(textOf(Buffer.from([0x75, 0x2c, 0xe9, 0x0a]))).toBe('u,\uFFFD\n')
  expect(textOf(new Uint8Array())).toBe('')
})
