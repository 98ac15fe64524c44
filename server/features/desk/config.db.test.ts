import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canonicalJson } from '@/server/audit/canonical-json'
import { ROLES } from '@/server/auth/permissions'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { currentPolicies, currentPolicy, listTemplates } from './config'
import { variablesIn } from './fill-template'
import { localised, PRESET_ACTIONS } from './schema'

let world: World

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const prisma = () => world.env.db.prisma

test.each(ROLES)('%s reads what the desk is configured with', async (role) => {
  const actor = await world.staff(role)
  const { desk } = createCaller({ actor, requestId: 'test', env: world.env })
  const config = await desk.config()
  expect(config.reasons.map(({ id }) => id).slice(0, 3)).toEqual(['child_safety', 'danger', 'threat'])
  expect(config.reasons.at(-1)).toMatchObject({ id: 'other', names: { en: 'Other', 'zh-CN': '其他' } })
  expect(config.queues).toMatchObject([
    { id: 'emergency', restricted: true, mine: false, onCall: false },
    { id: 'general', restricted: false },
  ])
  expect(await desk.policyText({ policyId: 'spam' })).toMatchObject({ version: 1, names: { en: 'Spam' } })
})

test('somebody sees which queues are theirs, and whether anybody is on call for emergencies', async () => {
  const actor = await world.staff()
  const { desk } = createCaller({ actor, requestId: 'test', env: world.env })
  expect(await desk.config()).toMatchObject({ nobodyOnCall: true })
  await prisma().queueMember.create({ data: { queueId: 'emergency', staffId: actor.id, onCall: true } })
  const config = await desk.config()
  expect(config.queues).toMatchObject([{ mine: true, onCall: true }, { mine: false }])
  expect(config.nobodyOnCall).toBe(false)
})

test('a policy stands with its newest version', async () => {
  const [version] = await prisma().policyVersion.findMany({ where: { policyId: 'spam' } })
  const { id: _, ...first } = version ?? { id: '' }
  await prisma().policyVersion.create({
    data: {
      policyId: 'spam',
      version: 2,
      names: { en: 'Spam and ads' },
      texts: { en: 'No.' },
      hash: 'f'.repeat(64),
    },
  })
  expect(first).toMatchObject({ version: 1 })
  expect(await currentPolicy(prisma(), 'spam')).toMatchObject({ version: 2, names: { en: 'Spam and ads' } })
  expect((await currentPolicies(prisma())).map(({ id }) => id).slice(0, 2)).toEqual([
    'child_safety',
    'violence',
  ])
  await expect(currentPolicy(prisma(), 'none')).rejects.toMatchObject({ reason: 'not_found' })
})

test('the hash of a policy is over its canonical text', async () => {
  for (const { policyId, version, names, texts, hash } of await prisma().policyVersion.findMany({
    where: { version: 1 },
  })) {
    const canonical = canonicalJson({
      names: localised.parse(names),
      policy: policyId,
      texts: localised.parse(texts),
      version,
    })
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash)
  }
})

test('the presets and texts that come with the product are whole', async () => {
  const actor = await world.staff()
  const { presets } = await createCaller({ actor, requestId: 'test', env: world.env }).desk.config()
  expect(presets.map(({ queueId, slot }) => `${queueId ?? ''}${slot}`)).toEqual([
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(String),
    'emergency1',
    'emergency2',
  ])
  const offered: readonly string[] = PRESET_ACTIONS
  for (const { names, reasons, actions } of presets) {
    expect(actions.every(({ action }) => offered.includes(action))).toBe(true)
    for (const text of [names.en, names['zh-CN'], reasons.en, reasons['zh-CN']]) expect(text).toBeTruthy()
  }
  const templates = await listTemplates(prisma())
  for (const { texts, names, variables } of templates) {
    expect(names['zh-CN']).toBeTruthy()
    expect(variablesIn(texts.en).sort()).toEqual(variablesIn(texts['zh-CN'] ?? '').sort())
    expect(variablesIn(texts.en).filter((name) => !variables.includes(name))).toEqual([])
  }
})
