import { z } from 'zod'
import { isStorable } from '@/server/db/storable-text'

/** What OpenIM's webhooks say, and what they are answered. Pure. Source: contract 9.1, 9.3. */

/** Something to read again: what a webhook says of it is not believed. */
export type Hint = { kind: 'group' | 'user'; id: string }

/** Who was in a group that was dismissed. Nobody can read that any more, so it is kept, as said by a webhook. */
export type ToldDismissal = { groupId: string; ownerId: string; memberIds: string[] }

/** What one call tells. */
export type Told = { hints: Hint[]; dismissal: ToldDismissal | null }

/** Members that one call can name; OpenIM has no larger groups in use. */
export const MOST_MEMBERS = 100_000
const MOST_HINTS = 1_000

const isId = (id: string) => id.length > 0 && id.length <= 64 && isStorable(id)
const id = z.string().refine(isId)

const ofGroup = z.object({ groupID: id }).transform(({ groupID }) => told([{ kind: 'group', id: groupID }]))
const ofPerson = z.object({ userID: id }).transform(({ userID }) => told([{ kind: 'user', id: userID }]))
const ofPeople = z
  .object({ users: z.array(z.object({ userID: id })).max(MOST_HINTS) })
  .transform(({ users }) => told(users.map(({ userID }) => ({ kind: 'user', id: userID }))))

const ofDismissal = z
  .object({
    groupID: id,
    ownerID: z.string().max(64).refine(isStorable),
    // Null or empty when OpenIM dismisses a second time by itself, after it deleted the members.
    membersID: z.array(z.string()).nullable(),
  })
  .transform(({ groupID, ownerID, membersID }) => {
    const memberIds = [...new Set(membersID?.filter(isId))].slice(0, MOST_MEMBERS)
    // A real one names the owner among the members.
    const dismissal = memberIds.includes(ownerID) ? { groupId: groupID, ownerId: ownerID, memberIds } : null
    return { ...told([{ kind: 'group', id: groupID }]), dismissal }
  })

const told = (hints: Hint[]): Told => ({ hints, dismissal: null })

/** The webhooks that are used, by command, with their key in webhooks.yml. */
const USED: Readonly<Record<string, { key: string; tells: z.ZodType<Told> }>> = {
  callbackAfterDisMissGroupCommand: { key: 'afterDismissGroup', tells: ofDismissal },
  callbackAfterCreateGroupCommand: { key: 'afterCreateGroup', tells: ofGroup },
  callbackAfterJoinGroupCommand: { key: 'afterJoinGroup', tells: ofGroup },
  callbackAfterQuitGroupCommand: { key: 'afterQuitGroup', tells: ofGroup },
  callbackAfterKickGroupCommand: { key: 'afterKickGroupMember', tells: ofGroup },
  callbackAfterTransferGroupOwnerCommand: { key: 'afterTransferGroupOwner', tells: ofGroup },
  callbackAfterSetGroupInfoCommand: { key: 'afterSetGroupInfo', tells: ofGroup },
  callbackAfterSetGroupInfoExCommand: { key: 'afterSetGroupInfoEx', tells: ofGroup },
  callbackAfterSetGroupMemberInfoCommand: { key: 'afterSetGroupMemberInfo', tells: ofGroup },
  callbackAfterUserRegisterCommand: { key: 'afterUserRegister', tells: ofPeople },
  callbackAfterUpdateUserInfoCommand: { key: 'afterUpdateUserInfo', tells: ofPerson },
  callbackAfterUpdateUserInfoExCommand: { key: 'afterUpdateUserInfoEx', tells: ofPerson },
}

/** Commands that are used, each with its key of webhooks.yml: what is worth switching on there. */
export const USED_COMMANDS: readonly { command: string; key: string }[] = Object.entries(USED).map(
  ([command, { key }]) => ({ command, key }),
)

const usedOf = (command: string) => (Object.hasOwn(USED, command) ? USED[command] : undefined)

/** Whether Steward has a use for this command. */
export const isUsed = (command: string): boolean => usedOf(command) !== undefined

/** What a call tells; null for a command that is not used and for a body that is not of its form. */
export function readCallback(command: string, body: unknown): Told | null {
  return usedOf(command)?.tells.safeParse(body).data ?? null
}

/** Lets it happen: only `actionCode` 0 together with `nextCode` 1 is a denial. */
const PASS = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 } as const

/**
 * OpenIM overwrites these with what is answered, whatever that is: an answer without them blanks a group's card, and one
 * without the id makes the call fail.
 */
const ECHOED: Readonly<Record<string, readonly string[]>> = {
  callbackBeforeSetGroupInfoCommand: ['groupID', 'groupName', 'faceURL', 'introduction'],
  callbackBeforeSetGroupInfoExCommand: [
    ...['groupID', 'groupName', 'faceURL', 'introduction'],
    ...['ex', 'needVerification', 'lookMemberInfo', 'applyMemberFriend'],
  ],
}

const fields = z.record(z.string(), z.json())

/** The answer to a call: every one may go on, as it was asked for. */
export function answerTo(command: string, body: unknown): object {
  const echoed = Object.hasOwn(ECHOED, command) ? ECHOED[command] : undefined
  if (!echoed) return PASS
  const asked = fields.safeParse(body).data ?? {}
  return {
    ...PASS,
    ...Object.fromEntries(echoed.flatMap((key) => (key in asked ? [[key, asked[key]]] : []))),
  }
}
