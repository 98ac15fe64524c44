import { expect, test } from 'vitest'
import { tagsIn } from './tags-in'

test('tags stand between commas, each once, without blanks around', () => {
  expect(tagsIn('')).toEqual([])
  expect(tagsIn(' , ,')).toEqual([])
  expect(tagsIn('scam, flats ,scam')).toEqual(['scam', 'flats'])
  expect(tagsIn('诈骗，房屋、租赁')).toEqual(['诈骗', '房屋', '租赁'])
})
