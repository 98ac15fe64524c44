import type { ActionName } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { testWorld } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'

/** What everybody says who acts in these tests. */
export const reason = 'because of the test'

export type ApprovalsWorld = Awaited<ReturnType<typeof approvalsWorld>>

/** A world in which little needs a second person: a moderator, an admin, an owner, and what they do. */
export async function approvalsWorld() {
  const world = await testWorld({ settleMs: 500 })
  const [lin, mara, jonas] = await Promise.all([world.staff(), world.staff('admin'), world.staff('owner')])
  const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env })
  const { settings } = as(jonas)
  const { version } = await settings.approvalRules()
  const value = { dismissalFrom: 3, peopleAbove: 50, itemsAbove: 3, expiresHours: 24 }
  await settings.setApprovalRules({ value, version })

  /** Plans an action and submits it, as the dialog does. */
  async function submit(actor: StaffActor, action: ActionName, subjectId: string, more: object = {}) {
    const { actions } = as(actor)
    const plan = await actions.plan({ action, subjectId })
    const submission = { action, subjectId, plannedVersion: plan.version, reason, ...more }
    const { ledgerId } = await actions.submit(submission)
    return { ledgerId, plan }
  }

  /** The request that belongs to an action. */
  const requestOf = (ledgerId: string) =>
    world.env.db.prisma.approval.findUniqueOrThrow({ where: { ledgerId } })

  return {
    world,
    lin,
    mara,
    jonas,
    as,
    submit,
    requestOf,
    /** A group whose dismissal the moderator has proposed. */
    async proposed(size = 5) {
      const { groupId, userIds } = await world.group(size)
      const { ledgerId, plan } = await submit(lin, 'group.dismiss', groupId)
      const { id: approvalId, interimId } = await requestOf(ledgerId)
      return { groupId, userIds, ledgerId, plan, approvalId, interimId: interimId ?? '' }
    },
    status: async (groupId: string) =>
      (await world.env.openim.groups.byId(groupId, { operationId: 'test' }))?.status,
    stateOf: async (id: string) => (await as(lin).ledger.get({ id })).state,
    /** As if the time of a request had run out. */
    runOut: (id: string) =>
      world.env.db.prisma.approval.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } }),
  }
}
