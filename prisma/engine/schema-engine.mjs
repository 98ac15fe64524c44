#!/usr/bin/env node
// Stand-in for Prisma's native schema-engine binary: same JSON-RPC-over-stdio protocol,
// implemented with the WebAssembly build of the same engine plus the pg driver adapter.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import readline from 'node:readline'

const require = createRequire(import.meta.url)
const args = process.argv.slice(2)
const opt = { datamodels: [] }
const rest = []
for (let i = 0; i < args.length; i++) {
  const a = args[i]
  if (a === '--datamodels' || a === '--datamodel' || a === '-d') opt.datamodels.push(args[++i])
  else if (a === '--datasource') opt.datasource = JSON.parse(args[++i])
  else if (a === '--enabled-preview-features') opt.preview = args[++i]
  else if (a === '--extension-types') opt.extensionTypes = args[++i]
  else rest.push(a)
}
const logErr = (message, extra = {}) =>
  process.stderr.write(
    '\n' +
      JSON.stringify({
        timestamp: new Date().toISOString(),
        level: 'ERROR',
        target: 'schema_engine::logger',
        fields: { message, ...extra },
      }) +
      '\n',
  )

if (rest.includes('--version') || rest.includes('-V')) {
  const pkg = JSON.parse(
    fs.readFileSync(
      require.resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'package.json'),
      'utf8',
    ),
  )
  console.info(`schema-engine-wasm ${pkg.version.split('.').pop()}`)
  process.exit(0)
}

const pg = (await import('pg')).default
const { PrismaPg } = await import('@prisma/adapter-pg')
const { bindMigrationAwareSqlAdapterFactory } = await import('@prisma/driver-adapter-utils')

function pgConfig(urlString, database) {
  const u = new URL(urlString)
  const q = u.searchParams
  const cfg = {
    host: q.get('host') ?? decodeURIComponent(u.hostname || 'localhost'),
    port: Number(u.port || 5432),
    user: decodeURIComponent(u.username),
    password: decodeURIComponent(u.password),
    database: database ?? decodeURIComponent(u.pathname.slice(1)),
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    application_name: 'prisma-schema-engine-wasm',
  }
  const ssl = q.get('sslmode')
  if (ssl && ssl !== 'disable') cfg.ssl = { rejectUnauthorized: ssl.startsWith('verify') }
  return { cfg, schema: q.get('schema') ?? 'public' }
}
async function withAdmin(url, fn) {
  const { cfg } = pgConfig(url, 'postgres')
  const c = new pg.Client(cfg)
  await c.connect()
  try {
    return await fn(c)
  } finally {
    await c.end()
  }
}
const ident = (s) => `"${s.replaceAll('"', '""')}"`

// ---- `schema-engine cli <command>` -----------------------------------------------------------
if (rest[0] === 'cli') {
  const url = opt.datasource?.url
  const { cfg } = pgConfig(url)
  try {
    if (rest[1] === 'can-connect-to-database') {
      const c = new pg.Client(cfg)
      await c.connect()
      await c.end()
      process.stderr.write(
        `\n${JSON.stringify({ level: 'INFO', target: 'schema_engine::logger', fields: { message: 'Connection successful' } })}\n`,
      )
    } else if (rest[1] === 'create-database') {
      await withAdmin(url, (c) => c.query(`CREATE DATABASE ${ident(cfg.database)}`))
    } else if (rest[1] === 'drop-database') {
      await withAdmin(url, (c) => c.query(`DROP DATABASE IF EXISTS ${ident(cfg.database)} WITH (FORCE)`))
    } else throw new Error(`unknown cli command ${rest[1]}`)
    process.exit(0)
  } catch (e) {
    const code =
      {
        '3D000': 'P1003',
        '28P01': 'P1000',
        28000: 'P1000',
        ECONNREFUSED: 'P1001',
        ENOTFOUND: 'P1001',
        ETIMEDOUT: 'P1002',
        '42P04': 'P1009',
      }[e.code] ?? 'P1011'
    const message =
      code === 'P1003'
        ? `Database \`${cfg.database}\` does not exist on the database server at \`${cfg.host}:${cfg.port}\`.`
        : code === 'P1001'
          ? `Can't reach database server at \`${cfg.host}:${cfg.port}\``
          : String(e.message || e.code)
    logErr(message, { error_code: code, is_panic: false })
    process.exit(1)
  }
}

// ---- JSON-RPC mode ---------------------------------------------------------------------------
async function loadEngine() {
  const bgPath = require
    .resolve('@prisma/schema-engine-wasm')
    .replace(/schema_engine\.js$/, 'schema_engine_bg.js')
  const glue = await import(bgPath)
  const bytes = fs.readFileSync(bgPath.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue
}

// The query-side adapter is not quite enough for the schema engine, so adjust the instance:
//  * "char" (oid 18) columns of pg_catalog must come back as Prisma's Character type;
//  * executeScript must send the script whole (upstream splits it on every ';', which breaks
//    function bodies and literals); one simple-protocol query is what the native engine does;
//  * one single session, so that the engine's advisory lock holds.
const CHAR_OID = 18,
  TEXT_OID = 25,
  COLUMN_TYPE_CHARACTER = 6
function adjust(adapter) {
  const queryRaw = adapter.queryRaw.bind(adapter)
  const performIO = adapter.performIO.bind(adapter)
  adapter.queryRaw = async (query) => {
    let charColumns = []
    adapter.performIO = async (q) => {
      const r = await performIO(q)
      charColumns = r.fields.flatMap((f, i) => (f.dataTypeID === CHAR_OID ? [i] : []))
      r.fields = r.fields.map((f) => (f.dataTypeID === CHAR_OID ? { name: f.name, dataTypeID: TEXT_OID } : f))
      return r
    }
    try {
      const out = await queryRaw(query)
      for (const i of charColumns) out.columnTypes[i] = COLUMN_TYPE_CHARACTER
      return out
    } finally {
      adapter.performIO = performIO
    }
  }
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script)
    } catch (e) {
      adapter.onError(e)
    }
  }
  return adapter
}

function makeFactory(ds) {
  const { cfg, schema } = pgConfig(ds?.url ?? 'postgresql://offline:offline@127.0.0.1:1/offline')
  const base = new PrismaPg(cfg, { schema })
  return {
    provider: base.provider,
    adapterName: base.adapterName,
    connect: async () => adjust(await base.connect()),
    // Always an isolated, throw-away database: never the main one.
    async connectToShadowDb() {
      if (ds?.shadowDatabaseUrl) {
        const s = pgConfig(ds.shadowDatabaseUrl)
        return adjust(await new PrismaPg(s.cfg, { schema: s.schema }).connect())
      }
      const name = `prisma_migrate_shadow_db_${globalThis.crypto.randomUUID()}`
      await withAdmin(ds.url, (c) => c.query(`CREATE DATABASE ${ident(name)}`))
      const shadow = adjust(await new PrismaPg({ ...cfg, database: name }, { schema }).connect())
      const dispose = shadow.dispose.bind(shadow)
      shadow.dispose = async () => {
        await dispose()
        await withAdmin(ds.url, (c) => c.query(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`))
      }
      return shadow
    },
  }
}

const send = (o) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...o })}\n`)
let enginePromise, _registry
async function engine() {
  enginePromise ??= (async () => {
    const glue = await loadEngine()
    const factory = bindMigrationAwareSqlAdapterFactory(makeFactory(opt.datasource))
    _registry = factory.errorRegistry
    const datamodels = opt.datamodels.length
      ? opt.datamodels.map((f) => [f, fs.readFileSync(f, 'utf8')])
      : undefined
    return glue.SchemaEngine.new(
      { datamodels },
      (log) => process.env.SCHEMA_ENGINE_DEBUG && process.stderr.write(`${log}\n`),
      factory,
    )
  })()
  return enginePromise
}
// calls that must not need the engine to be connected to the target database
async function dispatch(method, p) {
  if (method === 'createDatabase') {
    const url = p.datasource?.url ?? opt.datasource?.url
    const { cfg } = pgConfig(url)
    await withAdmin(url, (c) => c.query(`CREATE DATABASE ${ident(cfg.database)}`))
    return { databaseName: cfg.database }
  }
  // The wasm engine recurses for ever here, so TypedSQL (`generate --sql`) is refused plainly.
  if (method === 'introspectSql')
    throw new Error('TypedSQL needs the native schema engine; use $queryRaw instead')
  const e = await engine()
  // These two only look in the engine's cache of the migrations' schema; devDiagnostic warms it.
  if (method === 'evaluateDataLoss' || method === 'createMigration')
    await e.devDiagnostic({ migrationsList: p.migrationsList, filters: p.filters })
  if (method === 'getDatabaseVersion') return e.version(p)
  if (method === 'diff') {
    const r = await e.diff(p)
    if (r.stdout != null) send({ id: -1, method: 'print', params: { content: r.stdout } })
    return { exitCode: r.exitCode, stdout: null }
  }
  if (typeof e[method] !== 'function')
    throw Object.assign(new Error(`method ${method} is not supported by the wasm schema engine`), {
      code: -32601,
    })
  const r = await e[method](p)
  return r ?? {}
}
function toRpcError(err) {
  let data
  if (
    err &&
    typeof err === 'object' &&
    'code' in err &&
    'message' in err &&
    typeof err.code === 'string' &&
    /^P\d{4}$/.test(err.code)
  )
    data = { is_panic: false, message: err.message, meta: err.meta ?? {}, error_code: err.code }
  else {
    const message = String(err?.message ?? err)
    data = { is_panic: /unreachable|RuntimeError/.test(String(err?.name)), message, meta: null }
  }
  return { code: 4466, message: 'An error happened. Check the data field for details.', data }
}
const pending = new Set()
const rl = readline.createInterface({ input: process.stdin, crlfDelay: Infinity })
rl.on('line', (line) => {
  if (!line.trim()) return
  const msg = JSON.parse(line)
  if (!msg.method) return // reply to our `print`
  const job = dispatch(msg.method, msg.params ?? {})
    .then((result) => send({ id: msg.id, result: result ?? {} }))
    .catch((e) => {
      if (process.env.SCHEMA_ENGINE_DEBUG) console.error(e)
      send({ id: msg.id, error: toRpcError(e) })
    })
    .finally(() => pending.delete(job))
  pending.add(job)
})
rl.on('close', async () => {
  await Promise.allSettled([...pending])
  process.exit(0)
})
