import { createHash } from 'node:crypto'
import { canonicalJson } from '@/server/audit/canonical-json'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import type { Localised } from '@/server/features/desk/localised'
import { localised } from '@/server/features/desk/schema'
import { type By, changedMeanwhile, noteSaved, unlessTaken } from './saved'
import type { PolicyVersionRow, SavePolicy } from './schema'

/** The newest versions of a policy that are shown; older ones stay where decisions name them. */
const MOST_VERSIONS = 200

/** What a policy said and when, newest first. */
export async function policyVersions({ prisma }: Db, policyId: string): Promise<PolicyVersionRow[]> {
  const rows = await prisma.policyVersion.findMany({
    where: { policyId },
    orderBy: { version: 'desc' },
    take: MOST_VERSIONS,
    include: { createdBy: { select: { name: true } } },
  })
  return rows.map(({ id, version, names, texts, hash, createdAt, createdBy }) => ({
    id,
    version,
    names: localised.parse(names),
    texts: localised.parse(texts),
    hash,
    createdAt: createdAt.getTime(),
    by: createdBy?.name ?? null,
  }))
}

type Worded = { names: Localised; texts: Localised; version: number }

/** Hex SHA-256 over the canonical JSON of `{names, policy, texts, version}`: proves what a decision was measured by. */
export function policyHash(policy: string, { names, texts, version }: Worded): string {
  const canonical = canonicalJson({ names: given(names), policy, texts: given(texts), version })
  return createHash('sha256').update(canonical).digest('hex')
}

const given = ({ en, 'zh-CN': zh }: Localised): Record<string, string> =>
  zh === undefined ? { en } : { en, 'zh-CN': zh }

/**
 * Makes a policy, or its next version; `version` is the one that was seen. Earlier versions stay as they are. Throws
 * DomainError `conflict` / `setting_changed` or `id_taken`, `invalid` / `nothing_to_change`.
 */
export async function savePolicy({ prisma }: Db, by: By, policy: SavePolicy): Promise<void> {
  const { id, names, texts } = policy
  const version = policy.version + 1
  const hash = policyHash(id, { names, texts, version })
  await unlessTaken('id_taken', 'id', () =>
    prisma.$transaction(async (tx) => {
      if (version === 1) await create(tx, id)
      else await checkNewest(tx, policy)
      await tx.policyVersion.create({
        data: {
          policyId: id,
          version,
          names: given(names),
          texts: given(texts),
          hash,
          createdById: by.actor.id,
        },
      })
      const after = { version, hash, names: given(names) }
      await noteSaved(tx, by, { action: 'policy.saved', kind: 'policy', id, after })
    }),
  )
}

async function create(tx: Tx, id: string): Promise<void> {
  const last = await tx.policy.aggregate({ _max: { position: true } })
  await tx.policy.create({ data: { id, position: (last._max.position ?? 0) + 1 } })
}

/** Whoever saves waits for whoever saves the same policy. */
async function checkNewest(tx: Tx, { id, version, names, texts }: SavePolicy): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM policy WHERE id = ${id} FOR UPDATE`
  const newest = await tx.policyVersion.findFirst({ where: { policyId: id }, orderBy: { version: 'desc' } })
  if (newest?.version !== version) changedMeanwhile(newest !== null)
  if (newest?.hash === policyHash(id, { names, texts, version })) {
    throw new DomainError('invalid', 'nothing_to_change', { field: 'texts.en' })
  }
}

/** Takes a policy out of use, or back into it: then nobody can decide by it, and decisions keep it. */
export async function setPolicyActive(
  { prisma }: Db,
  by: By,
  { id, active }: { id: string; active: boolean },
) {
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.policy.updateMany({ where: { id, active: !active }, data: { active } })
    if (count === 0) changedMeanwhile((await tx.policy.count({ where: { id } })) > 0)
    const change = { before: { active: !active }, after: { active } }
    await noteSaved(tx, by, { action: 'policy.active_set', kind: 'policy', id, ...change })
  })
}
