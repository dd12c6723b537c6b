import type { Guide } from './types.ts'

type Doing = (guide: Guide) => Promise<void>

/** A stranger fills in the booking of a demo and sends it. */
export const fillBooking: Doing = async ({ page, press, say }) => {
  await page.getByRole('textbox', { name: say(/您的称呼/, /Your name/) }).fill('欧阳锦华')
  await page.getByRole('textbox', { name: say(/手机号/, /Mobile/) }).fill('13900008888')
  await page.getByRole('checkbox').check()
  await press('提交', 'Submit')
  await page.getByRole('heading', { name: say('提交成功', 'Submitted') }).waitFor()
}

const leads = '姓名/线索名称,职位,来源,访问次数\n钱导入,总监,转介绍,6\n坏行,总监,不存在的来源,abc\n'

/** Chooses a file of leads with a row that is wrong. */
export const chooseLeads: Doing = async ({ page }) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from(leads) })

/** Goes on to what the import of that file would do. */
export const dryRun: Doing = async (guide) => {
  const { page, press, say } = guide
  await chooseLeads(guide)
  await page.getByText(say('导入到', 'Import into')).first().waitFor()
  await press('试运行', 'Dry run')
  await page.getByRole('button', { name: say('开始导入', 'Start the import') }).waitFor()
}
