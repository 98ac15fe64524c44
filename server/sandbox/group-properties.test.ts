import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWorld, PEOPLE, type World } from './contract/test-world'
import { GROUP_DISMISSED, OWNER } from './state/model'

const GROUPS = ['a', 'b', 'nowhere']
const person = fc.constantFrom(...PEOPLE, 'u9')
const people = fc.uniqueArray(person, { maxLength: 3 })
const group = fc.constantFrom(...GROUPS)
const caller = fc.constantFrom('imAdmin', 'imAdmin', ...PEOPLE)

const call = (path: string, body: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ path: fc.constant(path), caller, body: fc.record({ groupID: group, ...body }) })

/** Any call that changes a group, good or bad. */
const anyCall = fc.oneof(
  call('/group/create_group', {
    ownerUserID: person,
    memberUserIDs: people,
    adminUserIDs: people,
    groupInfo: fc.record({ groupID: group, groupType: fc.constant(2), needVerification: fc.nat(2) }),
  }),
  call('/group/invite_user_to_group', { invitedUserIDs: people }),
  call('/group/kick_group', { kickedUserIDs: people }),
  call('/group/join_group', { inviterUserID: person, joinSource: fc.constantFrom(2, 3) }),
  call('/group/group_application_response', { fromUserID: person, handleResult: fc.constantFrom(1, -1) }),
  call('/group/quit_group', { userID: person }),
  call('/group/transfer_group', { oldOwnerUserID: person, newOwnerUserID: person }),
  call('/group/set_group_member_info', {
    members: fc.array(
      fc.record({ groupID: group, userID: person, roleLevel: fc.constantFrom(20, 60, 100) }),
      {
        maxLength: 2,
      },
    ),
  }),
  call('/group/mute_group', {}),
  call('/group/cancel_mute_group', {}),
  call('/group/mute_group_member', { userID: person, mutedSeconds: fc.nat(2) }),
  call('/group/dismiss_group', { deleteMember: fc.boolean() }),
)

describe('whatever is done to groups', () => {
  let world: World
  let run = 0
  beforeAll(async () => {
    world = await makeWorld({ purgeDelayMs: 0 })
  })
  afterAll(() => world.sandbox.close())

  it('owners, counts and dismissals stay as they must', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { minLength: 5, maxLength: 25 }), async (calls) => {
        run++
        const state = { twoOwners: new Set<string>(), refilled: new Set<string>() }
        for (const one of calls) await step(one, state)
      }),
      { numRuns: 60 },
    )
  })

  interface Exceptions {
    /** Groups that a transfer from somebody else than the owner gave two owners (contract 4.5). */
    twoOwners: Set<string>
    /** Dismissed groups that somebody came into by an approved request, which dismissal does not block. */
    refilled: Set<string>
  }

  async function step(one: { path: string; caller: string; body: object }, state: Exceptions) {
    const { store } = world.sandbox
    const body = JSON.parse(JSON.stringify(one.body), (key, v) => (key === 'groupID' ? `${v}${run}` : v))
    const id = String(body.groupID)
    const ownerBefore = store.ownerOf(id)?.userID
    const reply = await world.client.post(one.path, body, world.tokens.get(one.caller))
    expect(Object.keys(reply).slice(0, 3)).toEqual(['errCode', 'errMsg', 'errDlt'])
    const done = reply.errCode === 0
    if (one.path.endsWith('transfer_group') && done && body.oldOwnerUserID !== ownerBefore)
      state.twoOwners.add(id)
    const dismissed = store.groups.get(id)?.status === GROUP_DISMISSED
    if (one.path.endsWith('application_response') && done && dismissed) state.refilled.add(id)
    for (const name of GROUPS) await check(`${name}${run}`, state)
  }

  async function check(id: string, state: Exceptions) {
    const { store } = world.sandbox
    const members = [...store.membersOf(id).values()]
    const known = store.groups.get(id)
    if (!known) {
      expect(members).toEqual([])
      return
    }
    const owners = members.filter((m) => m.roleLevel === OWNER)
    if (!state.twoOwners.has(id)) expect(owners.length).toBeLessThanOrEqual(1)
    const { groupInfos } = await world.client.ok('/group/get_groups_info', { groupIDs: [id] })
    expect(groupInfos[0]).toMatchObject({ memberCount: members.length, ownerUserID: owners[0]?.userID ?? '' })
    const { total } = await world.client.ok('/group/get_group_member_list', {
      groupID: id,
      pagination: { pageNumber: 1, showNumber: 1 },
    })
    expect(total).toBe(members.length)
    const joined = PEOPLE.filter((userID) => store.joinedBy(userID).has(id))
    expect(members.map((m) => m.userID).sort()).toEqual(joined)
    if (known.status === GROUP_DISMISSED && owners.length === 0 && !state.refilled.has(id)) {
      expect(members).toEqual([])
    }
  }
})
