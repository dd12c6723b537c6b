import { chooseLeads } from './steps.ts'
import type { Guide, Stop } from './types.ts'

type Opening = (guide: Guide) => Promise<unknown>

const over =
  (by: Stop['by'], { wide = false }: { readonly wide?: boolean } = {}) =>
  (name: string, path: string | ((guide: Guide) => string), open: Opening): Stop => ({
    name,
    by,
    path: typeof path === 'string' ? () => path : path,
    open,
    ...(wide ? { wide } : {}),
  })
const seller = over('seller')
const admin = over('admin')
const wideAdmin = over('admin', { wide: true })
const wideSeller = over('seller', { wide: true })

const menuOf =
  (zh: string | RegExp, en: string | RegExp): Opening =>
  async ({ page, press, say }) => {
    await press('更多操作', 'More actions')
    await page
      .getByRole('menuitem', { name: say(zh, en) })
      .first()
      .click()
  }
const anAccount = ({ some }: Guide): string => `/r/account/${some('account')}`
const pressing =
  (zh: string | RegExp, en: string | RegExp): Opening =>
  ({ press }) =>
    press(zh, en)

/** What programmers look at waits in a menu. */
async function openJson({ page, press, say }: Guide): Promise<void> {
  await press('更多', 'More')
  await page
    .getByRole('menu', { name: say('更多', 'More') })
    .getByText('JSON')
    .click()
}

/** Every dialog, drawer, menu and panel that opens over a screen. */
export const popups: readonly Stop[] = [
  seller('command palette', '/', async ({ page, look }) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').first().waitFor()
    await page.keyboard.type(look.locale === 'zh' ? '建华' : 'jianhua')
  }),
  seller('notifications', '/', pressing(/通知/, /otification/)),
  seller('quick create', '/', pressing(/新建/, /Create|New/)),
  seller('quick record', '/r/account', async ({ page }) => {
    await page.locator('body').click({ position: { x: 5, y: 5 } })
    await page.keyboard.press('c')
  }),
  seller('keys', '/', async ({ page }) => page.keyboard.press('?')),
  seller('filter', '/r/opportunity?view=all', pressing('筛选', 'Filter')),
  wideSeller('columns', '/r/opportunity?view=all', pressing('显示的列', 'Columns')),
  wideSeller('selection', '/r/opportunity?view=all', async ({ page }) => {
    await page.getByRole('checkbox').nth(1).click()
    await page.getByRole('checkbox').nth(2).click()
  }),
  wideSeller('column menu', '/r/opportunity?view=all', ({ page, say }) =>
    page
      .getByRole('columnheader')
      .nth(2)
      .getByRole('button', { name: say(/列的操作/, /^Actions for/) })
      .click(),
  ),
  admin('share', anAccount, menuOf('共享', 'Share')),
  admin('why', anAccount, menuOf(/谁能|为什么|看到/, /see|why/i)),
  admin('delete', anAccount, menuOf('删除', 'Delete')),
  seller('errors of a form', '/r/quote/new', pressing('保存', 'Save')),
  admin('import: columns', '/import/lead', chooseLeads),
  admin('a new person', '/settings/users', pressing('添加成员', 'Add a person')),
  admin('an agent', '/settings/agents', pressing('设置代理', 'Name an agent')),
  admin(
    'run: move to a step',
    ({ some }) => `/runs/${some('run')}`,
    ({ press }) => press('转到其他步骤', 'Move to a step'),
  ),
  admin('hand over', '/settings/users', ({ page, say }) =>
    page.getByRole('button', { name: say('周敏的离职交接', 'Hand over what 周敏 holds') }).click(),
  ),
  admin('design: new', '/design', pressing('新建表单', 'New form')),
  admin('design: versions', '/design', pressing('版本', 'Versions')),
  admin('design: bin', '/design', pressing('回收站', 'Bin')),
  wideAdmin('form designer: a field', '/design/form/lead.edit', ({ page, say }) =>
    page.getByText(say('公司', 'Company'), { exact: true }).first().click(),
  ),
  wideAdmin('form designer: a sub-table', '/design/form/quote.edit', ({ page }) =>
    page.locator('.d-column').last().click(),
  ),
  wideAdmin('form designer: outline', '/design/form/lead.edit', ({ page, say }) =>
    page.locator('.d-left-tabs').getByText(say('大纲', 'Outline'), { exact: true }).click(),
  ),
  wideAdmin('form designer: rules', '/design/form/lead.edit', pressing('规则', 'Rules')),
  wideAdmin('form designer: JSON', '/design/form/lead.edit', openJson),
  wideAdmin('form designer: versions', '/design/form/lead.edit', pressing('历史版本', 'Versions')),
  wideAdmin('form designer: keys', '/design/form/lead.edit', async ({ page }) => {
    await page.locator('.d-paper .d-node').first().focus()
    await page.keyboard.press('Shift+?')
  }),
  wideAdmin('form designer: preview', '/design/form/lead.edit', pressing('预览', 'Preview')),
  wideAdmin('rule designer: if', '/design/rule/lead_hot', pressing(/如果/, /^If/)),
  admin('flow designer: add', '/design/flow/quote_discount', pressing(/后添加/, /Add after/)),
  wideAdmin('flow designer: who', '/design/flow/quote_discount', pressing('看看谁审批', 'Who approves')),
  admin('gallery: an app to install', '/gallery', ({ page, say }) =>
    page
      .getByRole('button', { name: say(/^活动报名/, /^Event sign-up/) })
      .first()
      .click(),
  ),
  admin('gallery: empty app', '/gallery', pressing(/^空白应用/, /^Empty app/)),
  admin('gallery: from a file', '/gallery', pressing('从文件导入应用', 'Import an app from a file')),
  admin('first steps: new form', '/a/crm/start', pressing('新建表单', 'New form')),
  admin('design: apps', '/design', pressing('应用', 'Apps')),
  admin('design: publish', '/design', pressing('发布', 'Publish')),
  admin('design: change a key', '/design', pressing(/^改标识/, /^Change the key/)),
  wideAdmin('page designer: a block', '/design/page/account.page', ({ page }) =>
    page.locator('.d-page-block').last().click(),
  ),
  wideAdmin('page designer: JSON', '/design/page/account.page', openJson),
  wideAdmin('app designer: an entry', '/design/app/crm', ({ page }) =>
    page.locator('.d-nav-entry .d-nav-entry').first().click(),
  ),
  wideAdmin('app designer: icons of an entry', '/design/app/crm', async ({ page, press }) => {
    await page.locator('.d-nav-entry .d-nav-entry').first().click()
    await press('换图标', 'Another icon')
  }),
  wideAdmin('view designer: a column', '/design/view/opportunity.pipeline', ({ page }) =>
    page.locator('.r-pill button').first().click(),
  ),
  wideAdmin('flow designer: simulation', '/design/flow/quote_discount', pressing('模拟运行', 'Simulate')),
  wideAdmin('report designer: all charts', '/design/report/won_by_month', pressing('全部图表', 'All charts')),
  seller('second page of a dashboard', '/dashboards/sales', ({ page, say }) =>
    page.getByRole('tab', { name: say('分析', 'Analysis') }).click(),
  ),
  wideAdmin('report designer: filter', '/design/report/won_by_month', async ({ page, press, say }) => {
    await press('添加筛选', 'Add a filter')
    await page.getByRole('menuitem', { name: say('没有相关记录…', 'Without related records…') }).click()
  }),
  wideAdmin(
    'report designer: kinds',
    '/design/report/won_by_month',
    pressing(/^报表类型/, /^Kind of report/),
  ),
  wideAdmin('dashboard designer: a tile', '/design/dashboard/sales', ({ page }) =>
    page.locator('.b-tile').first().click(),
  ),
  wideAdmin('print designer: a block', '/design/print/quote', ({ page }) =>
    page.locator('[data-at="/body/4"]').first().click(),
  ),
  wideAdmin('roles side by side', '/design/role/sales', pressing('各角色对照', 'All roles side by side')),
]
