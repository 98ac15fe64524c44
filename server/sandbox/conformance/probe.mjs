/** One script's view of the server under test, and the record of what it saw. */

/** @typedef {{ base: string, secret: string, adminID: string, run: string, adminToken: string }} Target */

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** One request; the answer as HTTP status, content type, text and, where it is JSON, parsed. */
export async function post(base, path, body, headers, method = 'POST') {
  const raw = typeof body === 'string' ? body : JSON.stringify(body)
  const res = await fetch(base + path, {
    method,
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    body: method === 'GET' || method === 'OPTIONS' ? undefined : raw,
  })
  const text = await res.text()
  const type = (res.headers.get('content-type') ?? '').split(';')[0]
  return { http: res.status, type, text, json: parsed(text) }
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a probe script works with. `names` turns what differs from run to run into placeholders. */
export class Probe {
  /**
   * @param {string} id
   * @param {Target} target
   */
  constructor(id, target) {
    this.id = id
    this.target = target
    this.secret = target.secret
    this.adminID = target.adminID
    this.steps = []
    this.names = new Map([[target.adminID, '<admin>']])
    this.made = 0
  }

  /** A user id that is not registered, unique to this run. */
  unregistered(name) {
    const actual = `${this.target.run}x${this.id.replace(/\W/g, '')}x${name}`
    this.names.set(actual, `<${name}>`)
    return actual
  }

  /** Registers users and returns their ids in order. */
  async users(...names) {
    const ids = names.map((n) => this.unregistered(n))
    const users = ids.map((userID, i) => ({ userID, nickname: `nick-${names[i]}`, faceURL: '' }))
    const r = await this.quiet('/user/user_register', { users })
    if (r.json?.errCode !== 0) throw new Error(`could not register: ${r.text.slice(0, 200)}`)
    return ids
  }

  /** Creates a group and returns its id. */
  async group(owner, members = [], admins = [], info = {}, extra = {}) {
    const r = await this.quiet('/group/create_group', {
      ownerUserID: owner,
      memberUserIDs: members,
      adminUserIDs: admins,
      groupInfo: { groupName: `${this.target.run} group`, groupType: 2, ...info },
      ...extra,
    })
    const id = r.json?.data?.groupInfo?.groupID
    if (!id) throw new Error(`could not create a group: ${r.text.slice(0, 200)}`)
    this.name(id, `G${++this.made}`)
    return id
  }

  name(actual, placeholder) {
    this.names.set(String(actual), `<${placeholder}>`)
  }

  async token(userID, platformID = 5) {
    const r = await this.quiet('/auth/get_user_token', { userID, platformID })
    return r.json?.data?.token
  }

  /** A call that is set-up, not a step. */
  quiet(path, body, token = this.target.adminToken) {
    return post(this.target.base, path, body, { operationID: `${this.target.run}-${this.id}`, token })
  }

  /**
   * One judged step. opts: token (null = no header), op (null = no header), method, unordered (sort lists by id),
   * pick (judge a part of data), codeOnly (judge HTTP status and errCode alone), loose (judge code and shape, not values).
   */
  async call(step, path, body, opts = {}) {
    const headers = {}
    const token = opts.token === undefined ? this.target.adminToken : opts.token
    if (token !== null) headers.token = token
    if (opts.op !== null) headers.operationID = opts.op ?? `${this.target.run}-${this.id}`
    const r = await post(this.target.base, path, body, headers, opts.method)
    this.steps.push(this.normalised(step, path, r, opts))
    return r.json ?? r
  }

  /** Repeats a quiet call until `done(json)` or the time is up; records nothing. */
  async until(path, body, done, ms = 8000) {
    const end = Date.now() + ms
    for (;;) {
      const r = await this.quiet(path, body)
      if (done(r.json) || Date.now() > end) return r.json
      await sleep(100)
    }
  }

  /** Records a fact worked out by the probe. */
  fact(step, value) {
    this.steps.push({ step, fact: value })
  }

  normalised(step, path, r, opts) {
    const out = { step, path, http: r.http }
    if (!r.json || typeof r.json !== 'object') {
      if (opts.codeOnly) return { ...out, codeOnly: true }
      return { ...out, type: r.type, text: r.text.slice(0, 200) }
    }
    const { errCode, errMsg, errDlt, data, ...rest } = r.json
    out.errCode = errCode
    if (Object.keys(rest).length) out.extraKeys = Object.keys(rest)
    if (!opts.codeOnly) {
      out.errMsg = short(this.masked(errMsg))
      out.errDlt = short(this.masked(errDlt))
      out.hasData = 'data' in r.json
      if (out.hasData) out.data = this.scrubbed(opts.pick ? opts.pick(data) : data, opts)
    }
    if (opts.loose) out.loose = true
    if (opts.codeOnly) out.codeOnly = true
    return out
  }

  masked(s) {
    if (typeof s !== 'string') return s
    let out = s
    const longestFirst = [...this.names].sort((x, y) => y[0].length - x[0].length)
    for (const [actual, placeholder] of longestFirst) out = out.replaceAll(actual, placeholder)
    return out
      .replaceAll(this.target.run, '<run>')
      .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<jwt>')
      .replace(/\b[0-9a-f]{32}\b/g, '<hash>')
      .replace(/\b[0-9a-f]{24}\b/g, '<oid>')
      .replace(/\b1[6-9]\d{11}\b/g, '<ms>')
  }

  scrubbed(v, opts) {
    if (typeof v === 'string') return this.masked(v)
    if (typeof v === 'number') return scrubbedNumber(v)
    if (Array.isArray(v)) {
      const list = v.map((x) => this.scrubbed(x, opts))
      return opts.unordered ? list.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)) : list
    }
    if (v && typeof v === 'object') {
      return Object.fromEntries(Object.entries(v).map(([k, x]) => [this.masked(k), this.scrubbed(x, opts)]))
    }
    return v
  }
}

/** Times in ms and s, and numbers beyond 2^53, are what they are by their size. */
function scrubbedNumber(v) {
  if (v > 1.6e12 && v < 2.3e12) return '<ms>'
  if (v > 1.6e9 && v < 2.3e9) return '<s>'
  return !Number.isSafeInteger(v) && Number.isInteger(v) ? '<big>' : v
}

function sortKey(x) {
  if (typeof x !== 'object' || !x) return String(x)
  return String(x.userID ?? x.groupID ?? x.groupInfo?.groupID ?? x.conversationID ?? JSON.stringify(x))
}

/** Go errors carry a call stack behind their first clause; only that clause is compared. */
function short(s) {
  if (typeof s !== 'string') return s
  return s.split(' | ->')[0].split('\n')[0].slice(0, 240)
}
