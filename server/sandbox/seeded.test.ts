import { afterEach, describe, expect, it } from 'vitest'
import type { Seed } from './options'
import { type Sandbox, startSandbox } from './server'
import { TestClient } from './test-client'

describe('a seed', () => {
  const sandboxes: Sandbox[] = []
  afterEach(async () => {
    for (const sandbox of sandboxes.splice(0)) await sandbox.close()
  })

  /** The id of the first new group, and its people in the order of one reading. */
  async function answers(seed: Seed) {
    const sandbox = await startSandbox({ seed, storeDelayMs: 0 })
    sandboxes.push(sandbox)
    const client = await TestClient.signIn(sandbox.url)
    const people = Array.from({ length: 12 }, (_, i) => `person${i}`)
    await client.users(...people)
    const [ownerUserID = '', ...memberUserIDs] = people
    const groupInfo = { groupName: 'new', groupType: 2 }
    const made = await client.ok('/group/create_group', { ownerUserID, memberUserIDs, groupInfo })
    const { groupID } = made.groupInfo
    const pagination = { pageNumber: 1, showNumber: 12 }
    const read = await client.ok('/group/get_group_member_list', { groupID, pagination })
    const order: string[] = read.members.map((m: { userID: string }) => m.userID)
    return { groupID, order }
  }

  it('makes ids and orders repeatable', async () => {
    expect(await answers(20)).toEqual(await answers(20))
  })

  it('is needed for that', async () => {
    expect(await answers('none')).not.toEqual(await answers('none'))
  })
})
