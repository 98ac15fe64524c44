import { describe, expect, it } from 'vitest'
import { savedRows } from '../state/snapshot'
import { Store } from '../state/store'
import { seedDemo } from './demo'
import { LARGE_GROUP } from './demo-groups'
import { demoIncidents } from './incident-messages'
import { groupIDOf } from './random'
import { seedSize } from './size'

const NOW = Date.UTC(2026, 10, 20, 12)

function demo(): Store {
  const store = new Store()
  seedDemo(store, NOW, 'http://sandbox')
  return store
}

describe('the demo community', () => {
  const store = demo()
  const groups = [...store.groups.values()]
  const messages = [...store.streams.all()].flatMap((s) => s.messages)

  it('is the same every time', () => {
    const again = demo()
    expect([...again.groups.values()]).toEqual(groups)
    expect([...again.streams.all()].flatMap((s) => s.messages)).toEqual(messages)
  })

  it('has groups of every kind', () => {
    expect(groups.length).toBeGreaterThan(140)
    expect(store.membersOf(groupIDOf(LARGE_GROUP)).size).toBe(2500)
    expect(groups.filter((g) => g.status === 3).length).toBeGreaterThanOrEqual(3)
    const dismissed = groups.filter((g) => g.status === 2)
    expect(dismissed.length).toBeGreaterThanOrEqual(3)
    expect(dismissed.every((g) => store.membersOf(g.groupID).size === 0)).toBe(true)
    const ownerless = groups.filter((g) => g.status !== 2 && !store.ownerOf(g.groupID))
    expect(ownerless.length).toBeGreaterThanOrEqual(1)
  })

  it('has nothing in the future, ids OpenIM would take, and pictures with addresses', () => {
    expect(messages.every((m) => m.sendTime <= NOW)).toBe(true)
    expect([...store.users.keys()].every((id) => /^[\p{L}\p{N}_]+$/u.test(id))).toBe(true)
    const pictures = messages.filter((m) => m.contentType === 102)
    expect(pictures.length).toBeGreaterThan(20)
    expect(JSON.parse(pictures[0]?.content ?? '').sourcePicture.url).toMatch(
      /^http:\/\/sandbox\/object\/demo\/.*\.png$/,
    )
  })

  it('is written by members, and conversations are in order of time', () => {
    for (const { messages: own } of store.streams.all()) {
      const times = own.map((m) => m.sendTime)
      expect(times).toEqual([...times].sort((a, b) => a - b))
    }
    const strangers = messages
      .filter((m) => m.groupID && store.membersOf(m.groupID).size > 0)
      .filter((m) => !store.member(m.groupID, m.sendID))
    expect(strangers).toEqual([])
  })

  it('holds more than twenty incidents that their reporters can see', () => {
    const reports = demoIncidents(store)
    const subjects = new Set(reports.map((r) => r.key.split('/')[0]))
    expect(subjects.size).toBeGreaterThanOrEqual(20)
    for (const { reporter, body } of reports) {
      const { subject } = body
      if (subject.kind === 'group') expect(store.member(subject.groupId, reporter)).toBeDefined()
      if (subject.kind !== 'message') continue
      expect(store.conversations.get(reporter, subject.conversationId)).toBeDefined()
      expect(store.streams.message(subject.conversationId, subject.seq)?.clientMsgID).toBe(
        subject.clientMsgId,
      )
    }
  })

  it('holds one report whose copy is not what was written', () => {
    const forged = demoIncidents(store).filter(({ body }) => {
      if (body.subject.kind !== 'message') return false
      return (
        store.streams.message(body.subject.conversationId, body.subject.seq)?.content !== body.copy?.content
      )
    })
    expect(forged.map((r) => r.key)).toEqual(['zh-quarrel-forged/guo_kai'])
  })
})

describe('seeding by size', () => {
  it('makes that many users and groups, and ten times as many memberships', () => {
    const store = new Store()
    seedSize(store, 2000, NOW, 'http://sandbox')
    expect([store.users.size, store.groups.size]).toEqual([2000, 2000])
    const members = [...store.allMembers()]
    expect(members).toHaveLength(20_000)
    for (const group of store.livingGroups()) expect(store.ownerOf(group.groupID)).toBeDefined()
  })

  it('makes the same each time', () => {
    const made = () => {
      const store = new Store()
      seedSize(store, 300, NOW, 'http://sandbox')
      return JSON.stringify([...savedRows(store)])
    }
    expect(made()).toBe(made())
  })
})
