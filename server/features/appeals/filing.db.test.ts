import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { beginNonces } from '@/server/features/api-clients/nonces'
import { newClient, signedRequest } from '@/server/testing/api-clients'
import { tokenOf } from '@/server/testing/chat'
import { appealFor } from './file-appeal'
import { receiveAppeal, sendOwnNotices } from './receive'
import {
  type AppealsWorld,
  appealed,
  appealsWorld,
  by,
  decided,
  noticeOf,
  postAppeal,
  reviewOf,
  setAfterDecision,
} from './test-appeals'

let world: AppealsWorld

beforeAll(async () => {
  world = await appealsWorld()
})
afterAll(() => world.close())
beforeEach(() => setAfterDecision(world))

describe('an appeal', () => {
  test('comes from a backend for whom the notice went to, and for nobody else', async () => {
    const one = await decided(world, 'acted')
    const notice = await noticeOf(world, one.speaker)
    await beginNonces(world.env.fast, Date.now() - 1_000)
    const client = await newClient(world, world.ada, ['appeals'])
    const send = async (userId: string) => {
      const body = JSON.stringify({ notice, text: 'It was a joke among friends.', userId })
      const request = signedRequest(client, { path: '/api/v1/appeals', body })
      return (await receiveAppeal(world.env, request)).status
    }
    expect(await send(one.reporter)).toBe(404)
    expect(await send(one.speaker)).toBe(201)
    expect(await send(one.speaker)).toBe(200)
  })

  test('comes with the number of a notice, once, and from nobody else', async () => {
    const one = await decided(world, 'acted')
    const notice = await noticeOf(world, one.speaker)
    const text = 'It was a joke among friends.'
    const answers = await Promise.all([1, 2].map(() => postAppeal(world, one.speaker, { notice, text })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201])
    expect(await answers[0]?.json()).toEqual({ notice })
    expect((await postAppeal(world, one.reporter, { notice, text })).status).toBe(404)
    expect((await postAppeal(world, one.speaker, { notice, text: '' })).status).toBe(400)
    const review = await reviewOf(world, one.decisionId)
    expect(review).toMatchObject({
      type: 'appeal',
      state: 'open',
      subjectKind: 'message',
      queueId: 'general',
    })
    expect(await world.env.db.prisma.case.count({ where: { reviewOfId: one.decisionId } })).toBe(1)
  })

  test('is possible for whoever reported where nothing was found, and not where something was', async () => {
    const one = await decided(world, 'acted')
    const refused = await postAppeal(world, one.reporter, {
      notice: await noticeOf(world, one.reporter),
      text: 'Do more.',
    })
    expect(refused.status).toBe(409)
    await appealed(world, 'dismissed')
  })

  test('is too late after the time for it', async () => {
    const one = await decided(world, 'acted')
    const notice = await noticeOf(world, one.speaker)
    const createdAt = new Date(Date.now() - 31 * 86_400_000)
    await world.env.db.prisma.notice.updateMany({ where: { number: notice }, data: { createdAt } })
    expect((await postAppeal(world, one.speaker, { notice, text: 'Sorry, I was away.' })).status).toBe(409)
  })

  test('is written down by staff for somebody who has a part in it', async () => {
    const one = await decided(world, 'acted')
    const file = (userId: string) =>
      appealFor(world.env.db, by(world.ben), { caseNumber: one.number, userId, text: 'They called us.' })
    await expect(file('somebody_else')).rejects.toMatchObject({ reason: 'appellant_no_part' })
    const { number } = await file(one.speaker)
    expect((await reviewOf(world, one.decisionId)).number).toBe(number)
    await expect(file(one.speaker)).rejects.toMatchObject({ reason: 'appeal_twice', facts: { number } })
  })

  test('people read what they were told, with the day until which they can appeal', async () => {
    const one = await decided(world, 'acted')
    const token = await tokenOf(world, one.speaker)
    const request = new Request('http://steward.test/', { headers: { authorization: `Bearer ${token}` } })
    const answer = await sendOwnNotices(world.env, request)
    const shape = z.object({
      notices: z.array(z.object({ kind: z.string(), appealUntil: z.number().nullable() })),
    })
    const { notices } = shape.parse(await answer.json())
    expect(notices).toMatchObject([{ kind: 'statement' }])
    expect(notices[0]?.appealUntil).toBeGreaterThan(Date.now())

    await beginNonces(world.env.fast, Date.now() - 1_000)
    const reader = await newClient(world, await world.staff('owner'), ['notices'])
    const other = await newClient(world, await world.staff('owner'), ['reports', 'appeals'])
    const asBackend = (client: typeof reader, query: string) =>
      sendOwnNotices(world.env, signedRequest(client, { method: 'GET', path: `/api/v1/notices${query}` }))
    const told = await asBackend(reader, `?userId=${one.speaker}`)
    expect(shape.parse(await told.json()).notices).toEqual(notices)
    expect(await (await asBackend(reader, '?userId=nobody')).json()).toEqual({ notices: [] })
    const refused = [asBackend(reader, ''), asBackend(reader, '?userId=%00'), asBackend(other, '?userId=x')]
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([400, 400, 403])
  })
})
