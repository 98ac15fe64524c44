import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import type { SavePreset } from './schema'

let world: World
let owner: StaffActor
let admin: StaffActor

beforeAll(async () => {
  world = await testWorld()
  ;[owner, admin] = await Promise.all([world.staff('owner'), world.staff('admin')])
})
afterAll(() => world.close())

const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env }).desk
const trail = (subjectId: string) =>
  world.env.db.prisma.auditRow.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })

/** Counts up, so that each test has ids of its own. */
let n = 0
beforeEach(() => {
  n += 1
})

describe('policies', () => {
  const texts = { en: 'No noise after ten.' }
  const names = { en: 'Quiet', 'zh-CN': '安静' }

  test('keep every version as it was', async () => {
    const id = `policy${n}`
    await as(owner).savePolicy({ id, version: 0, names, texts })
    await as(owner).savePolicy({ id, version: 1, names, texts: { ...texts, 'zh-CN': '十点后安静。' } })
    const versions = await as(admin).policyVersions({ policyId: id })
    expect(versions).toMatchObject([
      { version: 2, texts: { en: 'No noise after ten.', 'zh-CN': '十点后安静。' }, by: owner.name },
      { version: 1, texts: { en: 'No noise after ten.' } },
    ])
    expect(versions[0]?.hash).not.toBe(versions[1]?.hash)
    expect((await as(admin).config()).policies.at(-1)).toMatchObject({ id, version: 2, active: true })
    await expect(as(owner).savePolicy({ id, version: 1, names, texts })).rejects.toMatchObject({
      message: 'setting_changed',
    })
    await expect(
      as(owner).savePolicy({ id, version: 2, names, texts: { ...texts, 'zh-CN': ' 十点后安静。 ' } }),
    ).rejects.toMatchObject({ message: 'nothing_to_change' })
    await expect(as(owner).savePolicy({ id, version: 0, names, texts })).rejects.toMatchObject({
      message: 'id_taken',
    })
    await expect(as(owner).savePolicy({ id: 'missing', version: 3, names, texts })).rejects.toMatchObject({
      message: 'not_found',
    })
    await expect(as(admin).savePolicy({ id, version: 2, names, texts })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('go out of use and come back', async () => {
    const id = `policy${n}`
    await as(owner).savePolicy({ id, version: 0, names, texts })
    await as(owner).setPolicyActive({ id, active: false })
    await expect(as(owner).setPolicyActive({ id, active: false })).rejects.toMatchObject({
      message: 'setting_changed',
    })
    expect((await as(owner).config()).policies.at(-1)).toMatchObject({ id, active: false })
    await as(owner).setPolicyActive({ id, active: true })
    expect((await trail(`policy/${id}`)).map(({ action }) => action)).toEqual([
      'policy.saved',
      'policy.active_set',
      'policy.active_set',
    ])
  })
})

describe('presets', () => {
  const preset = (more: Partial<SavePreset> = {}): SavePreset => ({
    id: null,
    version: 0,
    queueId: 'general',
    slot: 1,
    names: { en: 'Spam', 'zh-CN': undefined },
    policyId: 'spam',
    actions: [{ action: 'message.revoke', lastsMs: null }],
    reasons: { en: 'Unasked advertising.', 'zh-CN': undefined },
    notify: { reporter: true, person: false },
    ...more,
  })

  test('are made, changed and removed by admins', async () => {
    const { id } = await as(admin).savePreset(preset())
    await expect(as(admin).savePreset(preset())).rejects.toMatchObject({ message: 'preset_key_taken' })
    await expect(as(admin).savePreset(preset({ queueId: null }))).rejects.toMatchObject({
      message: 'preset_key_taken',
    })
    const actions = [{ action: 'member.mute' as const, lastsMs: 3_600_000 }]
    await as(admin).savePreset(preset({ id, version: 1, slot: 2, actions }))
    await expect(as(admin).savePreset(preset({ id, version: 1 }))).rejects.toMatchObject({
      message: 'setting_changed',
    })
    expect((await as(admin).config()).presets).toContainEqual(
      expect.objectContaining({
        id,
        slot: 2,
        actions,
        notify: { reporter: true, person: false },
        version: 2,
      }),
    )
    await expect(as(admin).removePreset({ id, version: 1 })).rejects.toMatchObject({
      message: 'setting_changed',
    })
    await as(admin).removePreset({ id, version: 2 })
    await expect(as(admin).removePreset({ id, version: 2 })).rejects.toMatchObject({ message: 'not_found' })
    expect((await trail(`preset/${id}`)).map(({ action }) => action)).toEqual([
      'preset.saved',
      'preset.saved',
      'preset.removed',
    ])
  })

  test.each([
    [{ actions: [] }, 'action_missing'],
    [{ actions: [{ action: 'member.mute', lastsMs: null }] }, 'duration_missing'],
    [{ actions: [{ action: 'member.kick', lastsMs: 3_600_000 }] }, 'duration_unusable'],
    [
      {
        actions: [
          { action: 'member.kick', lastsMs: null },
          { action: 'member.kick', lastsMs: null },
        ],
      },
      'action_twice',
    ],
    [{ slot: 0 }, 'invalid'],
    [{ queueId: 'nowhere' }, 'queue_unknown'],
    [{ policyId: 'nowhere' }, 'policy_unknown'],
    [{ reasons: { en: '' } }, 'reason_too_short'],
  ] as const)('%j is refused as %s', async (more, message) => {
    const wrong = { ...preset({ slot: 9 }), ...structuredClone(more) }
    // @ts-expect-error Some are what the types already forbid.
    await expect(as(admin).savePreset(wrong)).rejects.toMatchObject({ message })
  })
})

describe('texts', () => {
  const text = { id: '', version: 0, kind: 'reason' as const, names: { en: 'Again' } }

  test('that are offered are made, changed and removed', async () => {
    const mine = { ...text, id: `text${n}`, texts: { en: '{subject} did it again.' } }
    await as(admin).saveTemplate(mine)
    await as(admin).saveTemplate({ ...mine, version: 1, texts: { en: 'Again.', 'zh-CN': '再次。' } })
    await expect(as(admin).saveTemplate({ ...mine, version: 1 })).rejects.toMatchObject({
      message: 'setting_changed',
    })
    await expect(as(admin).saveTemplate(mine)).rejects.toMatchObject({ message: 'id_taken' })
    expect((await as(admin).templates()).at(-1)).toMatchObject({ id: mine.id, version: 2 })
    await as(admin).removeTemplate({ id: mine.id, version: 2 })
    expect((await as(admin).templates()).some(({ id }) => id === mine.id)).toBe(false)
    expect(await trail(`template/${mine.id}`)).toHaveLength(3)
  })

  test('that are sent can be changed, and nothing else', async () => {
    const outcome = {
      ...text,
      kind: 'outcome' as const,
      id: 'outcome_upheld',
      texts: { en: 'Done: {number}' },
    }
    await expect(as(admin).saveTemplate({ ...outcome, id: 'mine' })).rejects.toMatchObject({
      message: 'template_is_fixed',
    })
    await expect(as(admin).removeTemplate({ id: 'outcome_upheld', version: 1 })).rejects.toMatchObject({
      message: 'template_is_fixed',
    })
    await expect(
      as(admin).saveTemplate({ ...outcome, version: 1, texts: { en: 'By {reporter}' } }),
    ).rejects.toMatchObject({
      message: 'template_variable_unknown',
      cause: { field: 'texts.en', facts: { name: '{reporter}' } },
    })
    await as(admin).saveTemplate({ ...outcome, version: 1 })
    expect((await as(admin).templates())[0]).toMatchObject({ id: 'outcome_upheld', version: 2 })
  })
})
