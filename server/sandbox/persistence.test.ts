import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoIncidents } from './seed/incident-messages'
import { startSandbox } from './server'
import { TestClient } from './test-client'

describe('a kept state', () => {
  let data: string
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'sandbox-'))
  })
  afterEach(() => rm(data, { recursive: true }))

  it('is the same after a restart: people, groups, messages, tokens', async () => {
    const first = await startSandbox({ data, storeDelayMs: 0 })
    const client = await TestClient.signIn(first.url)
    await client.users('u1', 'u2')
    const groupID = await client.group('u1', ['u2'], { groupName: 'kept <b>' })
    await client.say('u2', groupID, 'hello')
    const { token } = await client.ok('/auth/get_user_token', { userID: 'u1', platformID: 5 })
    const search = { recvID: groupID, sessionType: 3, pagination: { pageNumber: 1, showNumber: 10 } }
    const before = await client.ok('/msg/search_msg', search)
    await first.close()

    const second = await startSandbox({ data })
    const again = await TestClient.signIn(second.url)
    expect(await again.ok('/msg/search_msg', search)).toEqual(before)
    expect(await again.ok('/group/get_groups_info', { groupIDs: [groupID] }, token)).toMatchObject({
      groupInfos: [{ groupName: 'kept <b>', ownerUserID: 'u1', memberCount: 2 }],
    })
    await second.close()
  })

  it('finishes what a restart interrupted: messages under way, members to be deleted', async () => {
    const first = await startSandbox({ data, storeDelayMs: 60_000, purgeDelayMs: 60_000 })
    const client = await TestClient.signIn(first.url)
    await client.users('u1')
    const groupID = await client.group('u1')
    await client.ok('/group/dismiss_group', { groupID })
    await first.close()

    const second = await startSandbox({ data })
    expect(second.store.membersOf(groupID).size).toBe(0)
    expect(second.store.streams.get(`sg_${groupID}`)?.messages.map((m) => m.contentType)).toEqual([
      1501, 1511,
    ])
    await second.close()
  })

  it('seeds only once', async () => {
    const first = await startSandbox({ data, seed: 'demo' })
    const { size } = first.store.users
    first.store.notes.set('reportedIncidents', 3)
    await first.close()
    const second = await startSandbox({ data, seed: 'demo' })
    expect(second.store.users.size).toBe(size)
    expect(second.store.notes.get('reportedIncidents')).toBe(3)
    expect(demoIncidents(second.store)).toHaveLength(demoIncidents(first.store).length)
    await second.close()
  })

  it('refuses a file of another kind', async () => {
    await writeFile(join(data, 'openim-sandbox.jsonl'), 'something else\n')
    await expect(startSandbox({ data })).rejects.toThrow('not a state of this sandbox')
  })
})
