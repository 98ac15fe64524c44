import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { Client } from 'pg'
import { freePort } from '@/server/cli/ports'
import { projectNode, root } from '@/server/cli/project.mjs'
import { type RunningProcess, startProcess } from '@/server/cli/running-process'
import { behindTheConsole, e2e } from '@/server/testing/e2e'
import { expect, test } from './support/test'

/** A console of its own that is told where its OpenIM and its database are, as one in production is. */
let live: { process: RunningProcess; url: string; code: string; data: string }

test.beforeAll(async () => {
  live = await startConsole()
})
test.afterAll(async () => {
  await live.process.stop()
  rmSync(live.data, { recursive: true, force: true })
})

test('the printed code makes the first owner, once', async ({ page, browser, watch }) => {
  const late = await browser.newPage({ baseURL: live.url })
  watch.follow(late.context())
  await page.goto(live.url)
  await expect(page.getByRole('heading', { name: 'Make the first owner' })).toBeVisible()
  await late.goto('/first-run')
  const code = page.getByLabel('One-time code')

  await test.step('what is wrong is said at its field', async () => {
    await fill(page, { code: 'AAAAA-AAAAA-AAAAA-AAAAA', password: 'short' })
    await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/Use at least 12 characters/)
    await fill(page, { code: 'AAAAA-AAAAA-AAAAA-AAAAA' })
    await expect(code).toHaveAccessibleDescription(/This is not the latest code/)
    await expect(page.getByLabel('Email')).toHaveValue('olga@example.org')
  })

  await test.step('the right code signs the new owner in', async () => {
    await fill(page, { code: live.code.toLowerCase() })
    await expect(page).toHaveURL(/\/review$/)
    await expect(page.getByRole('button', { name: 'Olga Example, owner' })).toBeVisible()
  })

  await test.step('the second use of the code is refused', async () => {
    await fill(late, { code: live.code })
    await expect(late.getByText('There is an owner already.')).toBeVisible()
    await late.goto('/first-run')
    await expect(late).toHaveURL(/\/sign-in$/)
  })

  await test.step('nothing of the demo is offered, and its accounts open nothing', async () => {
    await expect(late.getByText('Demo accounts')).toHaveCount(0)
    const { csrfToken } = await (await late.request.get('/api/auth/csrf')).json()
    const form = { email: 'mara@demo.local', csrfToken, json: 'true' }
    expect((await late.request.post('/api/auth/callback/demo', { form })).status()).toBe(403)
  })
  await late.close()
})

async function fill(page: Page, { code, password = 'a long enough password' }: Record<string, string>) {
  await page.getByLabel('One-time code').fill(code ?? '')
  await page.getByLabel('Name').fill('Olga Example')
  await page.getByLabel('Email').fill('olga@example.org')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Make owner and sign in' }).click()
}

async function startConsole() {
  const { openimUrl, openimSecret, databaseUrl } = behindTheConsole()
  const [port, data] = [await freePort(), mkdtempSync(join(tmpdir(), 'steward-first-run-'))]
  const printed = Promise.withResolvers<string>()
  const process = startProcess({
    name: 'console',
    onLine: (line) => {
      const code = /valid once: (\S+)/.exec(line)?.[1]
      if (code) printed.resolve(code)
    },
    command: projectNode,
    args: ['--import', 'tsx', 'server/cli/start.ts'],
    cwd: root,
    stopTimeoutMs: 30_000,
    env: {
      NODE_ENV: 'production',
      ...e2e.env,
      STEWARD_DATA: data,
      PORT: String(port),
      STEWARD_ONE_PROCESS: 'true',
      OPENIM_URL: openimUrl,
      OPENIM_SECRET: openimSecret,
      OPENIM_ADMIN: 'imAdmin',
      DATABASE_URL: await emptyDatabase(databaseUrl),
      NEXTAUTH_SECRET: 'a secret of this test, long enough to be one',
      STEWARD_KEY: Buffer.alloc(32, 7).toString('base64'),
    },
  })
  await process.untilReady(/valid once/, 50_000)
  return { process, url: `http://127.0.0.1:${port}`, code: await printed.promise, data }
}

/** A database beside the demo's; it goes with that server. */
async function emptyDatabase(beside: string): Promise<string> {
  const url = new URL(beside)
  url.pathname = `first_run_${Date.now()}`
  const client = new Client({ connectionString: beside })
  await client.connect()
  await client.query(`CREATE DATABASE ${url.pathname.slice(1)}`)
  await client.end()
  return url.href
}
