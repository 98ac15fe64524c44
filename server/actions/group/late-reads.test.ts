import { expect, test } from 'vitest'
import { LateReads } from './late-reads'

function read(reads: LateReads, ...ids: string[]) {
  reads.begin()(ids)
}

test('every read counts as long as nobody knows when the group was dismissed', () => {
  const reads = new LateReads()
  read(reads, 'a', 'b')
  read(reads, 'b', 'c')
  expect(reads.ids()).toEqual(['a', 'b', 'c'])
})

test('of the reads before the group was still there only the newest counts', () => {
  const reads = new LateReads()
  read(reads, 'a', 'b')
  read(reads, 'b')
  const mark = reads.mark()
  read(reads, 'c')
  reads.forget(mark)
  expect(reads.ids()).toEqual(['b', 'c'])
})

test('a read that was under way when the group was looked at stays', () => {
  const reads = new LateReads()
  read(reads, 'a')
  const late = reads.begin()
  const mark = reads.mark()
  late(['b'])
  reads.forget(mark)
  expect(reads.ids()).toEqual(['a', 'b'])
})

test('a read that finds nobody supersedes nothing', () => {
  const reads = new LateReads()
  read(reads, 'a')
  read(reads)
  reads.forget(reads.mark())
  expect(reads.ids()).toEqual(['a'])
})
