import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startPostgres } from './postgres'
import { fallbackFor } from './postgres-folder'

let folder: string
let data: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-postgres-'))
  chmodSync(folder, 0o711)
  data = join(folder, 'postgres')
})

afterEach(() => {
  rmSync(fallbackFor(data), { recursive: true, force: true })
  rmSync(folder, { recursive: true })
})

const start = (password = 'one') => startPostgres({ data, password, database: 'steward', forgetful: true })

async function query(url: string, text: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

describe('startPostgres', () => {
  it('keeps its data, and takes over from a launcher that was killed', async () => {
    const first = await start()
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS x')
    // A second start finds the first server still running, as after a kill.
    const second = await start()
    expect(await first.process.ended).toMatchObject({ code: 0 })
    expect(await query(second.url, 'SELECT * FROM kept')).toEqual([{ x: 1 }])
    expect(await query(second.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    await second.process.stop()
    // Another process has got the number of a server that died without cleaning up.
    writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n`)
    const third = await start()
    expect(await query(third.url, 'SELECT * FROM kept')).toEqual([{ x: 1 }])
    await third.process.stop()
    await expect(start('two')).rejects.toThrow(/another password/)
  })

  it('does not touch the data of another version', async () => {
    mkdirSync(data)
    writeFileSync(join(data, 'PG_VERSION'), '17\n')
    await expect(start()).rejects.toThrow(
      /written by PostgreSQL 17; this is PostgreSQL 18\. Nothing was touched/,
    )
    expect(readdirSync(data)).toEqual(['PG_VERSION'])
    expect(readFileSync(join(data, 'PG_VERSION'), 'utf8')).toBe('17\n')
  })

  it('does not touch a folder that holds something else', async () => {
    mkdirSync(data)
    writeFileSync(join(data, 'holiday.jpg'), 'x')
    await expect(start()).rejects.toThrow(/is not empty and holds no PostgreSQL data/)
    expect(readdirSync(data)).toEqual(['holiday.jpg'])
  })

  it.runIf(process.getuid?.() === 0)('runs as root from a folder that its account cannot reach', async () => {
    chmodSync(folder, 0o700)
    const first = await start()
    expect(first.note).toMatch(/var\/tmp\/steward-/)
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS x')
    await first.process.stop()
    const second = await start()
    expect(await query(second.url, 'SELECT * FROM kept')).toEqual([{ x: 1 }])
    await second.process.stop()
  })
})
