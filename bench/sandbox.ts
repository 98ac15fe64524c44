import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { atLeast } from './at-least'
import { type Figure, median, note } from './figure'
import { answersPerSecond, type RawRequest } from './raw-http'

const CONNECTIONS = 8
const ROUNDS = 3
const ROUND_MS = 2000
const WARM_UP_MS = 1000
const LIMIT = 2000

/**
 * How many calls a second the sandbox answers, so that no bench measures the sandbox: reading one group, and muting one
 * member, which also stores a notice. Baseline: a server over bare node:http that sends back what it gets, in a process
 * of its own too, with the same client in the same minute.
 */
export async function sandbox(): Promise<Figure[]> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const started: ChildProcess[] = []
  const start = async (args: string[]) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    started.push(child)
    return urlOf(child)
  }
  try {
    const echo = await start(['bench/echo-server.mjs', '0'])
    const url = await start([
      ...['--import', 'tsx', 'server/sandbox/main.ts', '--port', '0', '--seed', 'none', '--quiet'],
    ])
    const { token, groupID } = await prepare(url)
    const headers = { token, operationid: 'bench' }
    const info = JSON.stringify({ groupIDs: [groupID] })
    const mute = JSON.stringify({ groupID, userID: 'u2', mutedSeconds: 60 })
    const each = { headers, holds: '"errCode":0' }
    const rates = await inTurns({
      echo: { ...each, url: echo, path: '/', body: JSON.stringify({ errCode: 0, ...JSON.parse(mute) }) },
      get_groups_info: { ...each, url, path: '/group/get_groups_info', body: info },
      mute_group_member: { ...each, url, path: '/group/mute_group_member', body: mute },
    })
    const baseline = rates.get('echo') ?? Number.NaN
    return [...rates]
      .filter(([name]) => name !== 'echo')
      .map(([name, value]) => atLeast({ name: `sandbox ${name}`, value, unit: '/s', baseline, limit: LIMIT }))
  } finally {
    for (const child of started) child.kill()
  }
}

/** Medians of some rounds, taken in turns so that all meet the same weather. */
async function inTurns(requests: Record<string, RawRequest>): Promise<Map<string, number>> {
  const rates = new Map<string, number[]>()
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, request] of Object.entries(requests)) {
      const rate = await answersPerSecond(request, CONNECTIONS, round < 0 ? WARM_UP_MS : ROUND_MS)
      if (round >= 0) rates.set(name, [...(rates.get(name) ?? []), rate])
    }
  }
  for (const [name, all] of rates) {
    note(`  ${name.padEnd(18)} ${all.map((rate) => Math.round(rate)).join(', ')} a second`)
  }
  return new Map([...rates].map(([name, all]) => [name, median(all)]))
}

/** A group of a hundred people and a token to act with. */
async function prepare(url: string): Promise<{ token: string; groupID: string }> {
  const post = async (path: string, body: object, token = '') => {
    const headers = { operationID: 'bench', token }
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    const { errCode, errDlt, data } = JSON.parse(await response.text())
    if (errCode !== 0) throw new Error(`${path}: ${errCode} ${errDlt}`)
    return data
  }
  const { token } = await post('/auth/get_admin_token', { secret: 'openIM123', userID: 'imAdmin' })
  const users = Array.from({ length: 100 }, (_, i) => ({ userID: `u${i + 1}`, nickname: `n${i + 1}` }))
  await post('/user/user_register', { users }, token)
  const [, ...memberUserIDs] = users.map((u) => u.userID)
  const groupInfo = { groupName: 'bench', groupType: 2 }
  const made = await post('/group/create_group', { ownerUserID: 'u1', memberUserIDs, groupInfo }, token)
  return { token, groupID: made.groupInfo.groupID }
}

/** The address a server prints once it listens. */
function urlOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (chunk) => {
      printed += String(chunk)
      const url = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0]
      if (url) resolve(url)
    })
    child.once('exit', (code) => reject(new Error(`a server ended with code ${code}`)))
  })
}
