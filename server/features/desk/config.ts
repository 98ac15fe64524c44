import { z } from 'zod'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { TEMPLATE_VARIABLES, type TemplateKind } from './fill-template'
import {
  type DeskConfig,
  EMERGENCY_QUEUE,
  localised,
  type Preset,
  presetAction,
  type Template,
} from './schema'

type Reader = Db['prisma'] | Tx

const IN_ORDER = [{ position: 'asc' }, { id: 'asc' }] as const

/** Everything the desk is configured with, as somebody sees it. */
export async function deskConfig(db: Reader, staffId: string): Promise<DeskConfig> {
  const [reasons, queues, policies, presets] = await Promise.all([
    db.reason.findMany({ orderBy: [...IN_ORDER] }),
    db.queue.findMany({
      orderBy: [...IN_ORDER],
      include: {
        members: { where: { staff: { disabledAt: null } }, select: { staffId: true, onCall: true } },
      },
    }),
    currentPolicies(db),
    listPresets(db),
  ])
  return {
    reasons: reasons.map(({ id, names, severity, emergency, deadlineMs, policyId, active }) => ({
      id,
      names: localised.parse(names),
      severity,
      emergency,
      deadlineMs: Number(deadlineMs),
      policyId,
      active,
    })),
    queues: queues.map(({ id, names, restricted, active, members }) => ({
      id,
      names: localised.parse(names),
      restricted,
      active,
      mine: members.some((one) => one.staffId === staffId),
      onCall: members.some((one) => one.staffId === staffId && one.onCall),
    })),
    policies: policies.map(({ texts: _, ...policy }) => policy),
    presets,
    nobodyOnCall: !queues.some(
      ({ id, members }) => id === EMERGENCY_QUEUE && members.some((one) => one.onCall),
    ),
  }
}

const policyRow = z.object({
  id: z.string(),
  active: z.boolean(),
  versionId: z.string(),
  version: z.number(),
  hash: z.string(),
  names: localised,
  texts: localised,
})
export type CurrentPolicy = z.infer<typeof policyRow>

/** Every policy with its newest version. */
export async function currentPolicies(db: Reader): Promise<CurrentPolicy[]> {
  const rows = await db.$queryRaw`
    SELECT p.id, p.active, v.id AS "versionId", v.version, v.hash, v.names, v.texts
    FROM policy AS p
    CROSS JOIN LATERAL (SELECT * FROM policy_version WHERE policy_id = p.id ORDER BY version DESC LIMIT 1) AS v
    ORDER BY p.position, p.id`
  return z.array(policyRow).parse(rows)
}

/** A policy with its newest version: what a decision made now freezes. Throws DomainError `not_found`. */
export async function currentPolicy(db: Reader, policyId: string): Promise<CurrentPolicy> {
  const found = (await currentPolicies(db)).find(({ id }) => id === policyId)
  if (!found) throw new DomainError('not_found', 'not_found', { field: 'policyId' })
  return found
}

/** All presets, those of every queue first, then by their keys. */
async function listPresets(db: Reader): Promise<Preset[]> {
  const rows = await db.preset.findMany({
    orderBy: [{ queueId: { sort: 'asc', nulls: 'first' } }, { slot: 'asc' }],
  })
  return rows.map(({ id, queueId, slot, policyId, version, ...row }) => ({
    id,
    queueId,
    slot,
    policyId,
    version,
    names: localised.parse(row.names),
    reasons: localised.parse(row.reasons),
    actions: z.array(presetAction).parse(row.actions),
    notify: { reporter: row.notifyReporter, person: row.notifyPerson },
  }))
}

/** Texts with variables: all, or those of one kind. */
export async function listTemplates(db: Reader, kind?: TemplateKind): Promise<Template[]> {
  const rows = await db.textTemplate.findMany({ where: { kind }, orderBy: [...IN_ORDER] })
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    names: localised.parse(row.names),
    texts: localised.parse(row.texts),
    variables: TEMPLATE_VARIABLES[row.kind],
    version: row.version,
  }))
}
