import { expect, test } from 'vitest'
import { makeWishes } from './wish'

test('a page that is open hears a wish at once, one on its way when it comes, and another one never', () => {
  const wishes = makeWishes<string>()
  const heard: string[] = []
  const stop = wishes.hear('a', (action) => heard.push(`a ${action}`))
  wishes.ask('a', 'suspend')
  expect(heard).toEqual(['a suspend'])
  stop()

  wishes.ask('b', 'lift')
  wishes.hear('b', (action) => heard.push(`b ${action}`))
  expect(heard).toEqual(['a suspend', 'b lift'])

  wishes.ask('c', 'dismiss')
  wishes.hear('d', (action) => heard.push(`d ${action}`))
  wishes.hear('c', (action) => heard.push(`c ${action}`))
  expect(heard).toEqual(['a suspend', 'b lift'])
})
