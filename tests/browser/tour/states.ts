import { dryRun, fillBooking } from './steps.ts'
import type { Guide, Stop } from './types.ts'

type Doing = (guide: Guide) => Promise<unknown>
type Given = Pick<Stop, 'by' | 'on' | 'before'>

const shown =
  (given: Given) =>
  (name: string, path: string | ((guide: Guide) => string), open?: Doing): Stop => ({
    name,
    ...given,
    path: typeof path === 'string' ? () => path : path,
    ...(open === undefined ? {} : { open }),
  })
const stranger = shown({ by: 'nobody' })
const seller = shown({ by: 'seller' })
const admin = shown({ by: 'admin' })
const founder = shown({ by: 'admin', on: 'fresh' })
const nowhere = '01890000-0000-7000-8000-000000000000'

/** Everything asked of a path fails, as when the server is being started again. */
const failing =
  (path: string): Doing =>
  ({ page }) =>
    page.route(path, (route) => route.fulfill({ status: 500, json: {} }))

const at =
  (name: string) =>
  ({ some }: Guide): string =>
    some(name)

/** What people see who are outside, new, early, late, wrong, or allowed less; and steps in the middle of something. */
export const states: readonly Stop[] = [
  stranger('public form', at('open')),
  stranger('public form: errors', at('open'), ({ press }) => press('提交', 'Submit')),
  stranger('public form: many kinds of questions', at('survey')),
  stranger('public form: thanks', at('open'), fillBooking),
  stranger('public form: progress', at('progress')),
  stranger('public form: not open yet', at('soon')),
  stranger('public form: over', at('closed')),
  stranger('public form: paused', at('off')),
  stranger('public form: full', at('full')),
  stranger('public form: no such link', '/f/aaaaaaaaaaaaaaaaaaaaaaaa'),
  stranger('sign-in: wrong password', '/', async ({ page, press, say }) => {
    await page.getByLabel(say('邮箱', 'Email')).fill('admin@example.com')
    await page.getByLabel(say('密码', 'Password'), { exact: true }).fill('not-the-password')
    await press('登录', 'Sign in')
    await page.getByRole('alert').first().waitFor()
  }),
  founder('fresh: home', '/'),
  founder('fresh: inbox', '/inbox'),
  founder('fresh: gallery', '/gallery'),
  founder('fresh: design', '/design'),
  founder('fresh: people', '/settings/users'),
  founder('fresh: links', '/settings/links'),
  founder('fresh: bin', '/settings/bin'),
  founder('fresh: sites', '/settings/sites'),
  seller('no such record', `/r/account/${nowhere}`),
  seller('no such list', '/r/nothing'),
  seller('no such report', '/reports/nothing'),
  seller('no right to design', '/design'),
  seller('no right to manage people', '/settings/users'),
  shown({ by: 'seller', before: failing('**/api/records/*/query') })('list that failed', '/r/account'),
  shown({ by: 'seller', before: failing('**/api/records/account/*') })(
    'record that failed',
    ({ some }) => `/r/account/${some('account')}`,
  ),
  seller('list without hits', '/r/account', async ({ page }) => {
    await page.locator('.m-main').getByRole('textbox').first().fill('没有这样的客户')
  }),
  seller('inbox: several at once', '/inbox', async ({ page, press }) => {
    await press('批量同意', 'Approve several')
    await page.locator('.m-inbox-picking').getByRole('checkbox').first().check()
  }),
  seller('inbox: one task', '/inbox', ({ page }) => page.locator('.m-inbox-item').first().click()),
  seller(
    'record being edited',
    ({ some }) => `/r/account/${some('account')}`,
    ({ press }) => press('编辑', 'Edit'),
  ),
  seller('draft of before', '/r/quote/new', async ({ page, press }) => {
    await press('存草稿', 'Keep as draft')
    await page.waitForTimeout(500)
    await page.goto('/r/quote/new')
    await page.locator('.m-draft').waitFor()
  }),
  seller('import: dry run', '/import/lead', dryRun),
  admin('import: finished', '/import/lead', async (guide) => {
    await dryRun(guide)
    await guide.press('开始导入', 'Start the import')
    await guide.page.getByText(guide.say('导入完成', 'Import finished')).first().waitFor()
  }),
]
