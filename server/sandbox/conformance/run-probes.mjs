import { Probe, post } from './probe.mjs'
import { groupLifeProbes } from './probes/group-life.mjs'
import { groupProbes } from './probes/groups.mjs'
import { messageProbes } from './probes/messages.mjs'
import { transportAndUserProbes } from './probes/users.mjs'

/** What a client sees of OpenIM, as short scripts over a Probe. */
const probes = { ...transportAndUserProbes, ...groupProbes, ...groupLifeProbes, ...messageProbes }

/**
 * Runs the probes against one server and returns what they recorded.
 *
 * @param {{ base: string, secret?: string, adminID?: string, only?: string[], parallel?: boolean }} options
 *   `only` picks probes by id or by the part before the dot; `parallel` runs all at once (each has people of its own).
 * @returns {Promise<Record<string, object[]>>}
 */
export async function runProbes({ base, secret = 'openIM123', adminID = 'imAdmin', only, parallel = false }) {
  const run = `p${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`
  const target = { base, secret, adminID, run, adminToken: await adminToken(base, secret, adminID) }
  const wanted = Object.entries(probes).filter(
    ([id]) => !only || only.some((o) => id === o || id.startsWith(`${o}.`)),
  )
  const recorded = {}
  const runOne = async ([id, script]) => {
    recorded[id] = await record(new Probe(id, target), script)
  }
  if (parallel) await Promise.all(wanted.map(runOne))
  else for (const entry of wanted) await runOne(entry)
  return recorded
}

async function record(probe, script) {
  try {
    await script(probe)
  } catch (e) {
    probe.steps.push({ step: 'script error', error: String(e?.message ?? e) })
  }
  return probe.steps
}

async function adminToken(base, secret, userID) {
  const r = await post(base, '/auth/get_admin_token', { secret, userID }, { operationID: 'conformance' })
  const token = r.json?.data?.token
  if (!token) throw new Error(`no admin token from ${base}: ${r.text.slice(0, 300)}`)
  return token
}
