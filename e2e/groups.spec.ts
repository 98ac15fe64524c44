import { awake } from './support/review'
import { expect, test } from './support/test'

test('groups are found by parts of their names, in any script, and by id', async ({ as, community }) => {
  const sofia = await as('sofia')
  await sofia.goto('/groups')
  await awake(sofia)
  const search = sofia.getByRole('searchbox', { name: 'Search by name or id' })
  const names = sofia.getByRole('table', { name: 'Groups' }).getByRole('link')
  await search.fill('rIVERside')
  await expect(names).toHaveText(['Riverside Runners'])
  await search.fill('夜跑')
  await expect(names).toHaveText(['滨江夜跑团'])
  await expect(sofia).toHaveURL(/q=/)
  await sofia.reload()
  await expect(names).toHaveText(['滨江夜跑团'])
  const group = await community.group(3)
  await (await as('sofia')).goto(`/groups/${group.id}`)
  await search.fill(group.id)
  await expect(names).toHaveText([group.name])
  await search.fill('no group has a name like this')
  await expect(sofia.getByText('No group fits')).toBeVisible()
  await search.fill('100%_')
  await expect(sofia.getByText('No group fits')).toBeVisible()
})

test('a group that its owner dismissed in the app stays findable', async ({ as, community }) => {
  const group = await community.group(3, { name: `四月读书会 ${Date.now()}` })
  const sofia = await as('sofia')
  await sofia.goto(`/groups/${group.id}`)
  await expect(sofia.getByRole('heading', { level: 1, name: group.name })).toBeVisible()
  await community.openim.groups.dismiss(group.id, { operationId: 'e2e' })
  await sofia.reload()
  await expect(sofia.getByText('Nobody is in this group')).toBeVisible()

  await sofia.goto('/groups')
  await awake(sofia)
  await sofia.getByRole('combobox', { name: 'Status in OpenIM' }).selectOption('Dismissed')
  await expect(sofia).toHaveURL(/status=dismissed/)
  const rows = sofia.getByRole('table', { name: 'Groups' }).getByRole('row')
  await expect(rows.filter({ hasText: group.name })).toContainText('Dismissed')
  await expect(rows.filter({ hasNotText: 'Dismissed' })).toHaveCount(1)
  await sofia.getByRole('searchbox').fill('四月读书')
  await rows.getByRole('link', { name: group.name }).click()
  await expect(sofia.getByRole('heading', { level: 1, name: group.name })).toBeVisible()
})

test('the list goes on where it ends, with only the rows in sight in the page', async ({ as }) => {
  const sofia = await as('sofia')
  await sofia.goto('/groups')
  const table = sofia.getByRole('table', { name: 'Groups' })
  const rows = table.getByRole('row')
  await expect(table).toHaveAttribute('aria-rowcount', '51')
  const met = new Set<string>()
  const lookAt = async () => {
    const links = await rows
      .getByRole('link')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))
    for (const href of links) met.add(href)
  }
  await lookAt()
  await expect
    .poll(async () => {
      await sofia.getByRole('main').hover()
      await sofia.mouse.wheel(0, 600)
      await lookAt()
      return met.size
    })
    .toBeGreaterThan(100)
  expect(await rows.count()).toBeLessThan(90)
})

test('filters live in the address, and can be kept as a view', async ({ as }) => {
  const name = `Large and open ${Date.now()}`
  const lin = await as('lin')
  await lin.goto('/groups')
  await awake(lin)
  await lin.getByRole('combobox', { name: 'Status in OpenIM' }).selectOption('Open')
  await lin.getByRole('button', { name: /^Size/ }).click()
  await lin.getByLabel('From', { exact: true }).fill('100')
  await lin.getByLabel('From', { exact: true }).press('Enter')
  await expect(lin).toHaveURL(/minMembers=100/)
  await lin.keyboard.press('Escape')
  await expect(lin.getByRole('button', { name: 'Size: 100 members or more' })).toBeVisible()
  await lin.getByRole('button', { name: /^Views/ }).click()
  const views = lin.getByRole('dialog', { name: 'Views' })
  await views.getByLabel('Name').fill(name)
  await views.getByLabel('Everybody sees it').check()
  await views.getByRole('button', { name: 'Save view' }).click()
  await expect(views.getByRole('link', { name })).toBeVisible()

  const sofia = await as('sofia')
  await sofia.goto('/groups?q=river')
  await sofia.getByRole('button', { name: 'Views: Views' }).click()
  await sofia.getByRole('dialog', { name: 'Views' }).getByRole('link', { name }).click()
  await expect(sofia).toHaveURL(/\/groups\?(?=.*status=normal)(?=.*minMembers=100)(?!.*q=)/)
  await expect(sofia.getByRole('searchbox')).toHaveValue('')
  await expect(sofia.getByRole('button', { name: `Views: ${name}` })).toBeVisible()

  await views.getByRole('button', { name: `Remove the view ${name}` }).click()
  await expect(views.getByRole('link', { name })).toHaveCount(0)
})

test('it says when all groups were read, and which cannot be found', async ({ as }) => {
  const sofia = await as('sofia')
  await sofia.goto('/groups')
  await expect(sofia.getByText(/All read at/)).toBeVisible({ timeout: 30_000 })
  await expect(sofia.getByText(/dismissed before .* cannot be found/)).toBeVisible()
})
