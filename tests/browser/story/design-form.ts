import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { choose, chooseOpen, publish, type Shown } from '../support/designing.ts'
import { recordsOf, type Story } from './story.ts'

async function designTwoFields(page: Page): Promise<void> {
  await page.goto('/design')
  await page.getByRole('link', { name: '线索 · 标准表单' }).click()
  const owner = page.getByRole('group', { name: '选择负责人', exact: true })
  const before = { targetPosition: { x: 40, y: 50 } }
  const name = page.getByRole('textbox', { name: '名称 必填' })
  await page.getByRole('button', { name: '单选', exact: true }).dragTo(owner, before)
  await page.getByRole('heading', { name: '单选', exact: true }).waitFor()
  await name.fill('意向等级')
  const options = page.getByRole('textbox', { name: '选项名称' })
  await options.nth(0).fill('高意向')
  await options.nth(1).fill('低意向')
  await page.getByRole('button', { name: '整数', exact: true }).dragTo(owner, before)
  await page.getByRole('heading', { name: '整数', exact: true }).waitFor()
  await name.fill('预计人数')
  await page.getByRole('tab', { name: '条件' }).click()
  await page.getByRole('tabpanel', { name: '条件' }).getByText('总是', { exact: true }).click()
  await chooseOpen(page, '满足条件时')
  const dialog = page.getByRole('dialog', { name: '条件' })
  await dialog.getByRole('button', { name: '添加条件', exact: true }).click()
  await choose(page, dialog.getByRole('combobox', { name: '字段' }), '状态')
  await choose(page, dialog.getByRole('combobox', { name: '关系' }), '等于')
  // After the field, the operator and where the value comes from stands the value itself.
  await choose(page, dialog.getByRole('combobox').nth(3), '跟进中')
  await dialog.getByRole('button', { name: '完成' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

async function undoAndRedo(page: Page): Promise<void> {
  const shown = page.getByRole('button', { name: '状态 等于 跟进中' })
  await shown.waitFor()
  await page.getByRole('button', { name: '撤销：' }).click()
  await shown.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '重做：' }).click()
  await shown.waitFor()
}

/** 预计人数 comes and goes with the state, wherever the form is shown. */
async function comesWithState(page: Shown): Promise<void> {
  const count = page
    .getByRole('spinbutton', { name: '预计人数' })
    .or(page.getByRole('textbox', { name: '预计人数' }))
  const state = page.getByRole('combobox', { name: /^状态/ })
  await page.getByRole('combobox', { name: '意向等级' }).waitFor()
  await state.waitFor()
  expect(await count.count()).toBe(0)
  await choose(page, state, '跟进中')
  await count.waitFor()
}

/** Step 4: fields dragged onto a form are there at once: form, list, API, import, report. */
export async function designFormStep({ admin }: Story): Promise<void> {
  const { page, call } = admin
  await designTwoFields(page)
  await undoAndRedo(page)
  const preview = page.getByRole('button', { name: '预览', exact: true })
  await preview.click()
  await comesWithState(page.frameLocator('.d-device'))
  await preview.click()
  const told = await publish(page)
  expect(told).toContain('增加字段「线索 / 意向等级」')
  expect(told).toContain('增加字段「线索 / 预计人数」')

  await page.goto('/r/lead/new')
  await comesWithState(page)
  await page.getByRole('textbox', { name: /^姓名\/线索名称/ }).fill('张意向')
  await choose(page, page.getByRole('combobox', { name: '意向等级' }), '高意向')
  await page.getByLabel('预计人数').fill('12')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('heading', { name: '张意向' }).first().waitFor()
  expect(await page.getByText('高意向', { exact: true }).first().isVisible()).toBe(true)

  await page.goto('/r/lead')
  await page.getByRole('button', { name: '显示的列' }).click()
  for (const label of ['意向等级', '预计人数']) await page.getByRole('checkbox', { name: label }).waitFor()

  const { data: made } = await call<{ data: { id: string } }>('POST', '/records/lead', {
    name: '李接口',
    status: 'following',
    yi_xiang_deng_ji: 'option_2',
    yu_ji_ren_shu: 7,
  })
  const listed = await recordsOf(admin, 'lead', {
    fields: ['name', 'yi_xiang_deng_ji', 'yu_ji_ren_shu'],
    filter: { '!=': [{ var: 'yi_xiang_deng_ji' }, null] },
  })
  expect(listed.find(({ id }) => id === made.id)).toMatchObject({
    yi_xiang_deng_ji: 'option_2',
    yu_ji_ren_shu: 7,
  })
  expect(listed.find(({ name }) => name === '张意向')).toMatchObject({
    yi_xiang_deng_ji: 'option_1',
    yu_ji_ren_shu: 12,
  })

  await page.goto('/import/lead')
  await page.getByLabel('选择文件').setInputFiles({
    name: 'leads.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('姓名,意向\n王导入,高意向\n'),
  })
  const column = page.getByRole('combobox', { name: '意向 导入到' })
  await column.click()
  await column.pressSequentially('意向')
  await chooseOpen(page, '意向等级')

  await page.goto('/design/report/leads_by_source')
  for (const label of ['意向等级', '预计人数'])
    await page.getByRole('treeitem', { name: label, exact: true }).waitFor()
}
