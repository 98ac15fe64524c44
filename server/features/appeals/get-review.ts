import { z } from 'zod'
import { CATALOGUE } from '@/server/actions/catalogue'
import { actionName } from '@/server/actions/schema'
import { openedName, sealedFor } from '@/server/actions/stored-name'
import { opener, openers } from '@/server/audit/personal'
import type { Db } from '@/server/db/client'
import type { Case, Prisma } from '@/server/db/generated/client'
import { accusedOf } from '@/server/features/cases/accused'
import { currentPolicies } from '@/server/features/desk/config'
import { localised } from '@/server/features/desk/schema'
import { inversesOf } from './inverses'
import type { PolicyThen, Review } from './schema'

const include = {
  staff: { select: { name: true } },
  policyVersion: true,
  ledger: { orderBy: { id: 'asc' } },
  case: true,
} as const satisfies Prisma.DecisionInclude
type First = Prisma.DecisionGetPayload<{ include: typeof include }>

const plan = z.object({ name: z.string() })

/** What a case looks at again; null for a case about reports. `blind`: without the first verdict. */
export async function reviewOf({ prisma }: Db, row: Case, blind: boolean): Promise<Review | null> {
  if (row.reviewOfId === null) return null
  const [first, appeal] = await Promise.all([
    prisma.decision.findUniqueOrThrow({ where: { id: row.reviewOfId }, include }),
    appealOf(prisma, row.id),
  ])
  const verdictIn = row.state === 'open' && row.verdictEpoch === row.epoch ? row.verdictIn : null
  if (blind) return { number: null, appeal, first: null, verdictIn }
  const able = new Set((await inversesOf(prisma, first.ledger)).map(({ inverseOfId }) => inverseOfId))
  const open = await opener(prisma, accusedOf(first.case))
  const named = first.ledger.map((done) => ({ ...done, name: plan.parse(done.plan).name }))
  const openNames = await openers(prisma, named.flatMap(sealedFor))
  return {
    number: first.case.number,
    appeal,
    verdictIn,
    first: {
      outcome: first.outcome === 'acted' ? 'acted' : 'dismissed',
      by: first.staff.name,
      at: first.decidedAt.getTime(),
      reason: open(first.reason),
      policy: await policyThen(prisma, first),
      actions: named.map((done) => {
        const action = actionName.parse(done.action)
        const inverse = CATALOGUE[action].inverse(done.input, done.kept)
        const name = openedName(openNames, done)
        return { id: done.id, action, name, inverse: inverse?.action ?? null, open: able.has(done.id) }
      }),
    },
  }
}

async function appealOf(prisma: Db['prisma'], caseId: string): Promise<Review['appeal']> {
  const row = await prisma.appeal.findUnique({
    where: { caseId },
    include: { staff: { select: { name: true } } },
  })
  if (!row) return null
  const { userId, createdAt } = row
  const [person, open] = await Promise.all([
    prisma.personIndex.findUnique({ where: { userId }, select: { nickname: true } }),
    opener(prisma, { kind: 'user', id: userId }),
  ])
  return {
    userId,
    name: person?.nickname ?? userId,
    text: open(row.body),
    at: createdAt.getTime(),
    writtenBy: row.staff?.name ?? null,
  }
}

async function policyThen(prisma: Db['prisma'], first: First): Promise<PolicyThen | null> {
  const then = first.policyVersion
  if (!then) return null
  const now = (await currentPolicies(prisma)).find(({ id }) => id === then.policyId)
  return {
    id: then.policyId,
    names: localised.parse(then.names),
    version: then.version,
    texts: localised.parse(then.texts),
    now: now && now.hash !== then.hash ? { version: now.version, names: now.names, texts: now.texts } : null,
  }
}
