import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { intend, prepareIntent } from '@/server/actions/intend'
import { planAction } from '@/server/actions/plan'
import { isOutcome } from '@/server/actions/transitions'
import type { StaffActor } from '@/server/auth/actor'
import { root } from '@/server/cli/project.mjs'
import { readConfig } from '@/server/config'
import { type Db, openDb } from '@/server/db/client'
import type { Env } from '@/server/env'
import { createOpenim, type Openim } from '@/server/openim/client'
import { createPostgresTokenStore } from '@/server/openim/token-postgres'
import { openFastStore } from '@/server/redis/fast-store'
import { atEnd } from './cleanup'
import { benchDatabase } from './database'
import { benchSettings } from './environment'
import { type Figure, limitedByRatio, limitedByValue, median, note } from './figure'
import { startSandbox } from './sandbox-process'
import { benchStaff } from './staff'

const PEOPLE = 10_000
const ADMINS = 5
/** Registered people outside of the group, who join while others leave. */
const OUTSIDE = 500
/** Against each version of OpenIM; a hundred in all. */
const TRIES = 50
/** Of the time a dismissal takes, most of it spent waiting until OpenIM has deleted the members. */
const TIME_LIMIT = 3

/** People who were in the group when it was dismissed and are not kept; how many are kept besides; the time, s. */
type Try = { lost: number; besides: number; seconds: number }

/**
 * Groups of 10,000 people dismissed while others join and leave as fast as OpenIM answers, a hundred times, half of them
 * against each version of OpenIM; lost is who was in the group when OpenIM dismissed it and was not kept. The worker,
 * the sandbox and those who come and go are processes of their own. Baseline: all members read page by page right before
 * the dismissal, in the same run; its time, too, lasts until OpenIM has deleted the members.
 */
export async function snapshot(): Promise<Figure[]> {
  const kept: Try[] = []
  const naive: Try[] = []
  for (const quirks of ['main', 'patch.16'] as const) {
    const setting = await settingOf(quirks)
    for (let nth = 1; nth <= TRIES; nth++) {
      naive.push(await dismissedBarely(setting))
      kept.push(await dismissedByWorker(setting))
      if (nth % 10 === 0) tell(quirks, nth, kept.slice(-10), naive.slice(-10))
    }
    await setting.close()
  }
  const lost = (tries: readonly Try[]) => tries.reduce((sum, one) => sum + one.lost, 0)
  const time = (tries: readonly Try[]) => median(tries.map((one) => one.seconds))
  const people = { value: lost(kept), baseline: lost(naive), unit: 'people' as const, limit: 0 }
  const seconds = { value: time(kept), baseline: time(naive), unit: 's' as const, limit: TIME_LIMIT }
  return [
    limitedByValue({ name: 'snapshot', ...people }),
    limitedByRatio({ name: 'snapshot time', ...seconds }),
  ]
}

function tell(quirks: string, nth: number, kept: readonly Try[], naive: readonly Try[]) {
  const mean = (of: (one: Try) => number, tries: readonly Try[]) =>
    (tries.reduce((sum, one) => sum + of(one), 0) / tries.length).toFixed(1)
  const facts = (tries: readonly Try[]) =>
    `lost ${mean((one) => one.lost, tries)}, ${mean((one) => one.besides, tries)} besides, ${mean((one) => one.seconds, tries)} s`
  note(`  ${quirks} ${nth}: ${facts(kept)}; read once: ${facts(naive)}`)
}

type Setting = {
  url: string
  env: Env
  actor: StaffActor
  crowd: ChildProcess
  userIds: readonly string[]
  close(): Promise<void>
}

/** A community, a worker, and people who come and go. */
async function settingOf(quirks: 'main' | 'patch.16'): Promise<Setting> {
  const databaseUrl = await benchDatabase()
  const { url, secret } = await startSandbox('none', ['--quirks', quirks])
  const key = process.env.STEWARD_KEY
  const settings = benchSettings(databaseUrl, {
    OPENIM_URL: url,
    OPENIM_SECRET: secret,
    STEWARD_UNDO_MS: '0',
    ...(key ? { STEWARD_KEY: key } : {}),
  })
  Object.assign(process.env, settings)
  const db = openDb(databaseUrl, 4)
  const openim = clientOf(db, url, secret)
  const config = readConfig(settings)
  const env = { db, openim, config, fast: openFastStore(undefined, () => {}), settledHooks: [] }
  const { staffId, sessionId } = await benchStaff(db.prisma, 'owner')
  const userIds = Array.from({ length: PEOPLE + OUTSIDE }, (_, n) => `u${n}`)
  for (let from = 0; from < userIds.length; from += 1_000) {
    const some = userIds.slice(from, from + 1_000)
    await openim.users.register(
      some.map((id) => ({ id, nickname: id })),
      options,
    )
  }
  const worker = await child('server/testing/runner-process.ts', [], settings)
  worker.send('go')
  const crowd = await child('bench/churn-process.ts', [url, databaseUrl], settings)
  const close = async () => {
    for (const one of [worker, crowd]) await stopped(one)
    await db.close()
  }
  const actor: StaffActor = { kind: 'staff', id: staffId, name: 'Bench', role: 'owner', sessionId }
  return { url, env, actor, crowd, userIds, close }
}

function clientOf(db: Db, baseUrl: string, secret: string): Openim {
  const tokenStore = createPostgresTokenStore(db.pool, { baseUrl, adminId: 'imAdmin' })
  return createOpenim({ baseUrl, secret, adminId: 'imAdmin', tokenStore })
}

/** Loaded and ready for its first message. */
async function child(file: string, args: string[], settings: Record<string, string>): Promise<ChildProcess> {
  const started = fork(file, args, {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  atEnd(() => started.kill('SIGKILL'))
  await once(started, 'message')
  return started
}

async function stopped(one: ChildProcess): Promise<void> {
  const gone = once(one, 'exit')
  one.kill('SIGTERM')
  await gone
}

const options = { operationId: 'bench', timeoutMs: 30_000 }

/** A group of everybody but those outside, who begin to join. Resolves once people come and go. */
async function busyGroup({ env, crowd, userIds, url }: Setting): Promise<string> {
  const { groups } = env.openim
  const [ownerId = '', ...others] = userIds.slice(0, PEOPLE)
  const adminIds = others.slice(0, ADMINS)
  const memberIds = others.slice(ADMINS, 900)
  // Whoever wants to may join.
  const groupId = await groups.create(
    { name: 'Bench', ownerId, adminIds, memberIds, needVerification: 2 },
    options,
  )
  const { unknown, refused } = await groups.inviteAll(groupId, others, { sendMessage: false }, options)
  if (unknown.length + refused.length > 0) throw new Error('not everybody came into the group')
  crowd.send({ groupId, inside: others.slice(ADMINS), outside: userIds.slice(PEOPLE) })
  while ((await changesOf(url, groupId)).kick === undefined) await sleep(5)
  return groupId
}

async function dismissedBarely(setting: Setting): Promise<Try> {
  const { groups } = setting.env.openim
  const groupId = await busyGroup(setting)
  const over = once(setting.crowd, 'message')
  const startedAt = performance.now()
  const known = new Set<string>()
  for (let page = 1; ; page++) {
    const { members, total } = await groups.members.page(groupId, page, 1_000, options)
    for (const { userId } of members) known.add(userId)
    if (page * 1_000 >= total) break
  }
  await groups.dismiss(groupId, options)
  while ((await groups.members.ids(groupId, options)).length > 0) await sleep(100)
  const seconds = (performance.now() - startedAt) / 1_000
  await over
  return { ...(await compare(setting, groupId, known)), seconds }
}

async function dismissedByWorker(setting: Setting): Promise<Try> {
  const { env, actor } = setting
  const groupId = await busyGroup(setting)
  const over = once(setting.crowd, 'message')
  const startedAt = performance.now()
  const request = { action: 'group.dismiss' as const, subjectId: groupId, input: {} }
  const { version } = await planAction(env, request, 'bench')
  // Nobody else is there to agree.
  const wanted = { ...request, plannedVersion: version, emergency: true }
  const prepared = await prepareIntent(env, actor, wanted, 'bench')
  const context = { actor, reason: 'because of the bench', requestId: 'bench' }
  const { ledgerId } = await env.db.prisma.$transaction((tx) => intend(env, tx, prepared, context))
  const state = await outcomeOf(env.db, ledgerId)
  if (state !== 'verified') throw new Error(`the dismissal ended as ${state}`)
  const seconds = (performance.now() - startedAt) / 1_000
  await over
  const rows = await env.db.prisma.snapshotMember.findMany({
    where: { snapshot: { groupId }, presentAtEnd: true },
    select: { userId: true },
  })
  return { ...(await compare(setting, groupId, new Set(rows.map((row) => row.userId)))), seconds }
}

async function outcomeOf(db: Db, id: string) {
  for (;;) {
    const { state } = await db.prisma.ledgerRow.findUniqueOrThrow({ where: { id }, select: { state: true } })
    if (isOutcome(state)) return state
    await sleep(50)
  }
}

const people = z.object({ userIDs: z.array(z.string()) })
const counted = z.record(z.string(), z.number())

/** Compares whom we know with OpenIM's own record of the moment of the dismissal. */
async function compare({ url }: Setting, groupId: string, known: ReadonlySet<string>) {
  const { userIDs } = people.parse(await control(url, `dismissed?groupID=${groupId}`))
  const present = new Set(userIDs)
  const without = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
    [...some].filter((id) => !others.has(id)).length
  return { lost: without(present, known), besides: without(known, present) }
}

const changesOf = async (url: string, groupId: string) =>
  counted.parse(await control(url, `changes?groupID=${groupId}`))

async function control(url: string, path: string): Promise<unknown> {
  return await (await fetch(`${url}/_sandbox/${path}`)).json()
}
