import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { getCase } from '@/server/features/cases/get'
import { say, tokenOf } from '@/server/testing/chat'
import { mediaServer, ONE_PIXEL, picture, reportedMessage } from '@/server/testing/evidence'
import { ofMessage, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { catchUp } from './catch-up'
import { fetchEvidence } from './fetch'
import { fetchMedia } from './fetch-media'
import { revealMedia } from './reveal'
import { serveMedia } from './serve-media'

let world: World
let files: Awaited<ReturnType<typeof mediaServer>>
let env: Env
/** What the chat's storage has, by path. */
const served = new Map<string, { status?: number; type: string; body: Buffer }>()

beforeAll(async () => {
  world = await testWorld()
  files = await mediaServer(world.env, ({ url = '' }, response) => {
    const file = served.get(url)
    response.writeHead(file ? (file.status ?? 200) : 404, { 'content-type': file?.type ?? 'text/plain' })
    response.end(file?.body)
  })
  env = {
    ...files.env,
    config: { ...files.env.config, media: { ...files.env.config.media, maxBytes: 5_000 } },
  }
})
afterAll(async () => {
  await files.close()
  await world.close()
})
beforeEach(() => served.clear())

function keep(name: string, body: Buffer | string, type = 'image/png') {
  served.set(`/files/${name}`, { type, body: Buffer.from(body) })
  return `${files.base}/${name}`
}

const mediaRows = (evidenceId: string) =>
  env.db.prisma.evidenceMedia.findMany({ where: { evidenceId }, orderBy: { part: 'asc' } })

async function copied(url: string, more: object = {}) {
  const reported = await reportedMessage({ ...world, env }, picture(url), more)
  await fetchMedia(env, reported.evidenceId)
  const [media] = await mediaRows(reported.evidenceId)
  if (!media) throw new Error('nothing to copy')
  return { ...reported, media }
}

const ask = (actor: StaffActor | null, id: string, query = '', headers: Record<string, string> = {}) =>
  serveMedia(
    { actor, requestId: 'test', env },
    id,
    new Request(`http://x.test/api/evidence/${id}${query}`, { headers }),
  )

describe('media of a reported message', () => {
  test('is copied once by what it holds, and what it is is read from its bytes', async () => {
    const one = await copied(keep('a.svg', ONE_PIXEL, 'image/svg+xml'))
    const other = await copied(keep('b.png', ONE_PIXEL))
    const sha256 = createHash('sha256').update(ONE_PIXEL).digest('hex')
    expect(one.media).toMatchObject({
      state: 'stored',
      sha256,
      type: 'image/png',
      bytes: BigInt(ONE_PIXEL.length),
    })
    expect(other.media.sha256).toBe(sha256)
    expect(await env.db.prisma.mediaObject.findMany()).toMatchObject([{ sha256, width: 1, height: 1 }])
    const { number } = await env.db.prisma.case.findUniqueOrThrow({ where: { id: one.caseId } })
    const detail = await getCase(env.db, { actor: await world.staff(), requestId: 'test' }, number)
    expect(detail.evidence.media).toMatchObject([{ part: 'picture', shows: 'picture', state: 'stored' }])
    expect(JSON.stringify(detail.evidence.media)).not.toContain('http')
    const subjects = await env.db.prisma.caseSubject.findMany({
      where: { id: { in: [one.subjectId, other.subjectId] } },
    })
    expect(new Set(subjects.map(({ contentHash }) => contentHash)).size).toBe(1)
    expect(subjects[0]?.contentHash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('that is gone, too large or inside the network is said to be so, and not tried again', async () => {
    expect((await copied(`${files.base}/none.png`)).media.state).toBe('gone')
    expect((await copied(keep('big', Buffer.alloc(6_000)))).media.state).toBe('too_large')
    expect((await copied('http://127.0.0.1:1/x.png')).media.state).toBe('refused')
    expect((await copied('http://localhost/x.png')).media.state).toBe('refused')
  })

  test('is tried again while the storage fails, and given up in the end', async () => {
    const url = keep('later.png', ONE_PIXEL)
    served.set('/files/later.png', { status: 503, type: '', body: Buffer.from('') })
    const { evidenceId } = await reportedMessage({ ...world, env }, picture(url))
    await expect(fetchMedia(env, evidenceId)).rejects.toThrow('could not be loaded yet')
    expect(await mediaRows(evidenceId)).toMatchObject([{ state: 'wanted', attempts: 1 }])
    keep('later.png', ONE_PIXEL)
    await Promise.all([fetchMedia(env, evidenceId), fetchMedia(env, evidenceId)])
    expect(await mediaRows(evidenceId)).toMatchObject([{ state: 'stored' }])

    served.set('/files/never.png', { status: 503, type: '', body: Buffer.from('') })
    const never = await reportedMessage({ ...world, env }, picture(`${files.base}/never.png`))
    for (let i = 0; i < 7; i += 1) await expect(fetchMedia(env, never.evidenceId)).rejects.toThrow()
    await fetchMedia(env, never.evidenceId)
    expect(await mediaRows(never.evidenceId)).toMatchObject([{ state: 'failed', attempts: 8 }])
  })

  test('that a killed worker left behind is asked for again', async () => {
    const { evidenceId } = await reportedMessage({ ...world, env }, picture(`${files.base}/lost.png`))
    const before = await catchUp(env.db)
    await env.db.prisma.evidenceMedia.updateMany({
      where: { evidenceId },
      data: { createdAt: new Date(Date.now() - 3 * 3_600_000) },
    })
    expect(await catchUp(env.db)).toBe(before + 1)
    await fetchMedia(env, evidenceId)
    expect(await catchUp(env.db)).toBe(before)
  })

  test('is copied of every message that a case gathers, and not of those around them', async () => {
    const one = await reportedMessage({ ...world, env }, picture(keep('one.png', ONE_PIXEL)))
    const { admin, groupId, reporter, caseId } = one
    await say(world, admin, { groupId }, picture(keep('between.png', Buffer.concat([ONE_PIXEL, ONE_PIXEL]))))
    const other = Buffer.concat([ONE_PIXEL, Buffer.from('other')])
    const second = await say(world, admin, { groupId }, picture(keep('two.png', other)))
    await postReport(world, await tokenOf(world, reporter), ofMessage(second))
    await fetchEvidence(world.env, caseId)
    const parts = await env.db.prisma.evidence.findMany({ where: { caseId }, orderBy: { id: 'asc' } })
    for (const { id } of parts) await fetchMedia(env, id)
    const media = await env.db.prisma.evidenceMedia.findMany({ where: { evidence: { caseId } } })
    expect(media.map(({ state, bytes }) => [state, Number(bytes)]).sort()).toEqual([
      ['stored', ONE_PIXEL.length],
      ['stored', other.length],
    ])
  })

  test('of a film is the film and the picture before it; of a file its name is kept', async () => {
    const film = {
      videoUrl: keep('v', Buffer.from('\0\0\0\x18ftypisom0000')),
      snapshotUrl: keep('s', ONE_PIXEL),
    }
    const { evidenceId } = await reportedMessage(
      { ...world, env },
      {
        contentType: 104,
        content: {
          ...film,
          videoPath: '',
          videoType: 'mp4',
          videoUUID: '',
          videoSize: 1,
          duration: 1,
          snapshotPath: '',
          snapshotUUID: '',
          snapshotSize: 1,
          snapshotWidth: 1,
          snapshotHeight: 1,
        },
      },
    )
    await fetchMedia(env, evidenceId)
    expect(await mediaRows(evidenceId)).toMatchObject([
      { part: 'preview', type: 'image/png' },
      { part: 'video', type: 'video/mp4' },
    ])
  })
})

describe('a copied file', () => {
  test('is for those alone who may work on the case', async () => {
    const { media } = await copied(keep('a.png', ONE_PIXEL))
    await expect(ask(null, media.id)).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(ask(await world.staff('support'), media.id)).rejects.toMatchObject({ code: 'forbidden' })
    const lin = await world.staff()
    await expect(ask(lin, 'not-an-id')).rejects.toMatchObject({ code: 'not_found' })
    await expect(ask(lin, crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    expect((await ask(lin, media.id)).status).toBe(200)
  })

  test('comes with headers under which a browser does nothing but draw it', async () => {
    const { media } = await copied(keep('a.html', ONE_PIXEL, 'text/html'))
    const response = await ask(await world.staff(), media.id)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^inline; filename="evidence-[0-9a-f]{12}"$/),
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    expect(Buffer.from(await response.arrayBuffer())).toEqual(ONE_PIXEL)
  })

  test('that is a picture and a page in one is a picture, and nothing else of it is read', async () => {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>')
    const { media } = await copied(keep('both.html', Buffer.concat([ONE_PIXEL, page]), 'text/html'))
    const { headers } = await ask(await world.staff(), media.id)
    expect(headers.get('content-type')).toBe('image/png')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain('sandbox')
  })

  test.each([
    ['a page that begins like a picture', '\u0089PNG<!doctype html><script>alert(1)</script>', 'image/png'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'],
    ['a page', '<!doctype html><script>alert(1)</script>', 'text/html'],
  ])('that is %s is only ever saved, as a file of no kind', async (_what, body, type) => {
    const { media } = await copied(keep(`hostile-${type.length}.png`, body, type))
    const { headers } = await ask(await world.staff(), media.id)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('comes in parts where a player asks for them', async () => {
    const { media } = await copied(keep('a.png', ONE_PIXEL))
    const lin = await world.staff()
    const part = await ask(lin, media.id, '', { range: 'bytes=2-5' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 2-5/${ONE_PIXEL.length}`)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(ONE_PIXEL.subarray(2, 6))
    const last = await ask(lin, media.id, '', { range: 'bytes=-4' })
    expect(Buffer.from(await last.arrayBuffer())).toEqual(ONE_PIXEL.subarray(-4))
  })

  test('of an emergency is shown to whoever reveals it, each time on record', async () => {
    const { media, caseId } = await copied(keep('a.png', ONE_PIXEL), { reason: 'child_safety' })
    expect(await env.db.prisma.case.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({
      emergency: true,
      legalHold: true,
    })
    const stranger = await world.staff()
    await expect(ask(stranger, media.id)).rejects.toMatchObject({ code: 'not_found' })
    const by = { actor: await world.staff('owner'), requestId: 'test' }
    await expect(ask(by.actor, media.id)).rejects.toMatchObject({ reason: 'media_not_revealed' })
    await expect(ask(by.actor, media.id, '?reveal=1')).rejects.toMatchObject({ reason: 'media_not_revealed' })
    const { token } = await revealMedia(env, by, media.id)
    await revealMedia(env, by, media.id)
    expect((await ask(by.actor, media.id, `?reveal=${token}`)).status).toBe(200)
    await expect(ask(await world.staff('owner'), media.id, `?reveal=${token}`)).rejects.toMatchObject({
      reason: 'media_not_revealed',
    })
    const rows = await env.db.prisma.auditRow.findMany({ where: { action: 'case.media_revealed', caseId } })
    expect(rows.map(({ actorId, after }) => ({ actorId, after }))).toEqual(
      [1, 2].map(() => ({
        actorId: by.actor.id,
        after: { media: media.id, part: 'picture', sha256: media.sha256 },
      })),
    )
  })
})
