import { expect, test } from 'vitest'
import { hostIn } from './host-in'

test.each([
  ['Join: https://chat.example:8080/i/K7Q4-M2RX-9TBD now', 'chat.example:8080'],
  ['K7Q4-M2RX-9TBD', null],
  ['steward://i/K7Q4M2RX9TBD', null],
  ['http://', null],
])('%s leads to %s', (text, host) => {
  expect(hostIn(text)).toBe(host)
})
