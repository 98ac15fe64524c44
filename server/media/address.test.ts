import { expect, test } from 'vitest'
import { InsideAddress, isPublicIp, publicLookup } from './address'

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  'fe80::1',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2001:0:1::1',
  'localhost',
  '',
  '0x7f000001',
])('%s is not public', (address) => expect(isPublicIp(address)).toBe(false))

test.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '2a00:1450::1'])(
  '%s is public',
  (address) => expect(isPublicIp(address)).toBe(true),
)

const looked = (hostname: string) =>
  new Promise((resolve) => publicLookup(hostname, {}, (error, address) => resolve(error ?? address)))

test('a name that leads inside is refused when it is resolved', async () => {
  expect(await looked('localhost')).toBeInstanceOf(InsideAddress)
})
