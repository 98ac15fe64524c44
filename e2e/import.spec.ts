import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { items, runBatch } from './support/batch'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { expect, test } from './support/test'

const rows = (page: Page) => page.getByRole('table', { name: 'Rows of the file' }).getByRole('row')

const problem = (page: Page) => page.getByRole('main').getByRole('alert')

const choose = (page: Page, text: string | Buffer, name = '人员.csv') =>
  page
    .getByLabel('File of people')
    .locator('input')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a file is previewed row by row, planned, run, and changes nothing the second time', async ({
  as,
  community,
}) => {
  const { ownerId } = await community.group(2)
  const run = randomUUID().slice(0, 8)
  const mara = await as('mara')
  await mara.goto('/people')
  await mara.getByRole('link', { name: 'Import…' }).click()
  await choose(
    mara,
    `\uFEFFid;nickname;avatar;mail\n${run}_1;李思远;;a@b\n${ownerId};x;;\nnot an id;"Smith; John";;\n${run}_1;again;;\n${run}_2;مريم;;\n`,
  )
  const preview = mara.getByRole('region', { name: 'Preview' })
  await expect(preview.getByRole('status')).toHaveText('2 people will be registered')
  await expect(preview).toContainText('1 person is registered already')
  await expect(preview).toContainText('Not used: mail.')
  await expect(rows(mara)).toHaveCount(3)
  await expect(rows(mara).nth(1)).toContainText('OpenIM takes only letters')
  await expect(rows(mara).nth(1)).toContainText('Smith; John')
  await expect(rows(mara).nth(2)).toContainText('The same id stands further up.')
  await expectNoViolations(mara, 'import')
  await preview.getByText('New 2').click()
  await expect(rows(mara)).toHaveCount(3)
  await expect(rows(mara).nth(2)).toContainText('مريم')

  const plan = mara.getByRole('button', { name: 'Plan the import' })
  await mara.getByRole('checkbox', { name: 'Stop if any row cannot be used' }).check()
  await expect(plan).toBeDisabled()
  await mara.getByRole('checkbox').uncheck()
  expect(await community.openim.users.check([`${run}_1`], { operationId: 'e2e' })).toEqual(new Set())
  await plan.click()
  await expect(mara).toHaveURL(/\/ledger\/batches\/\d+$/)
  await expect(mara.getByText('2 are left out')).toBeVisible({ timeout: 30_000 })
  await runBatch(mara, 'Register person, 3 items')
  await expect(items(mara).getByRole('row').filter({ hasText: 'Verified' })).toHaveCount(2)
  await expect(items(mara).getByRole('row').filter({ hasText: 'Already so' })).toHaveCount(1)
  await expect(items(mara)).toContainText('OpenIM takes only letters')
  const [person] = await community.openim.users.info([`${run}_1`], { operationId: 'e2e' })
  expect(person?.nickname).toBe('李思远')

  await mara.goto('/people/import/new')
  await choose(mara, `${run}_1,another name\n${run}_2,مريم\n`)
  await expect(preview.getByRole('status')).toHaveText('Nobody new in this file')
  await expect(mara.getByRole('button', { name: 'Plan the import' })).toBeDisabled()
})

test('what is wrong with a file is said, and another one can be chosen at once', async ({
  as,
  expectMessage,
}) => {
  expectMessage(/status of 400/)
  const mara = await as('mara')
  await mara.goto('/people/import/new')
  await choose(mara, Buffer.from([0x75, 0x2c, 0xe9, 0x0a]))
  await expect(problem(mara)).toContainText('in neither UTF-8 nor UTF-16')
  await choose(mara, 'id,nickname\nu1,"open\n')
  await expect(problem(mara)).toContainText('cannot be read from line 2 on')
  await choose(mara, 'id,email\nu1,a@b\n')
  await expect(problem(mara)).toContainText('no column for the nickname')
  await choose(mara, Buffer.alloc(5 * 1024 * 1024 + 1, 'a'))
  await expect(problem(mara)).toContainText('larger than 5 MB')
  await choose(mara, 'u_1,Ann\n')
  await expect(problem(mara)).toHaveCount(0)
  await expect(mara.getByText('No header')).toBeVisible()
})

test('the import fits a phone', async ({ as }) => {
  const mara = await as('mara', PHONE)
  await mara.goto('/people/import/new')
  await choose(mara, `id,nickname\n${'x'.repeat(80)},${'很长的名字'.repeat(40)}\nok_1,Ann\n`)
  await expect(rows(mara)).toHaveCount(2)
  await expectNoSidewaysScroll(mara)
})
