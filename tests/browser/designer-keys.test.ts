import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { type Seat, takeSeat } from './support/designing.ts'
import { type Product, startProduct } from './support/server.ts'

/** Everything the form designer can do, done once by keys alone. What the product lists and this table lacks fails. */
let product: Product
let browser: Browser
let seat: Seat
let page: Page

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct({ app: 'none' }), openBrowser()])
  seat = await takeSeat(browser, product)
  page = seat.page
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const text = (key: string, label: string): object => ({ id: `f_${key}`, key, type: 'text', label })
const entity = {
  id: 'e_keys',
  key: 'keytest',
  label: '键盘',
  title: 'name',
  fields: [
    text('name', '名称'),
    text('city', '城市'),
    text('street', '街道'),
    text('code', '编号'),
    {
      id: 'f_rows',
      key: 'rows',
      type: 'subtable',
      label: '明细',
      settings: { target: 'keytest_rows', parentField: 'keytest' },
    },
  ],
}
const child = {
  id: 'e_rows',
  key: 'keytest_rows',
  label: '明细',
  kind: 'child',
  title: 'item',
  fields: [
    {
      ...text('keytest', '键盘'),
      type: 'link',
      required: true,
      settings: { target: 'keytest', onDelete: 'cascade' },
    },
    text('item', '品名'),
    text('size', '规格'),
  ],
}
const form = {
  id: 'fm_keys',
  key: 'edit',
  entity: 'keytest',
  purpose: 'edit',
  nodes: [
    {
      type: 'section',
      id: 'n_s',
      label: '基本',
      nodes: [
        { type: 'field', id: 'n_1', field: 'name', span: 12 },
        { type: 'field', id: 'n_2', field: 'city', span: 12 },
        { type: 'field', id: 'n_3', field: 'street', span: 12 },
      ],
    },
    {
      type: 'tabs',
      id: 'n_t',
      tabs: [
        { id: 't_1', label: '甲', nodes: [{ type: 'field', id: 'n_4', field: 'code', span: 12 }] },
        { id: 't_2', label: '乙', nodes: [] },
      ],
    },
    {
      type: 'subtable',
      id: 'n_5',
      field: 'rows',
      view: 'grid',
      columns: [{ field: 'item' }, { field: 'size' }],
    },
  ],
}

async function put(path: string, json: object): Promise<void> {
  const answer = await seat.context.request.put(`/api/design/${path}`, {
    headers: { 'x-mortise': '1' },
    data: { json },
  })
  if (!answer.ok()) throw new Error(await answer.text())
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    // A person's keys come one after the other: each acts on what the one before left on the screen.
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))))
  }
}

/** Selects what is called so, walking with the arrow keys from the top. */
async function goTo(name: string): Promise<void> {
  for (let turns = 0; turns < 6 && !(await isIn('.d-canvas')); turns++) await press('F6')
  for (let steps = 0; steps < 30; steps++) {
    if ((await mainName()) === name) return
    await press(steps < 15 ? 'ArrowDown' : 'ArrowUp')
  }
  throw new Error(`no way to ${name}`)
}

const isIn = (part: string): Promise<boolean> =>
  page.evaluate(
    (selector) =>
      (document.activeElement?.closest(selector) ?? null) !== null &&
      document.activeElement !== document.body,
    part,
  )
const mainName = (): Promise<string> =>
  page.evaluate(
    () =>
      document
        .querySelector('.d-canvas [data-main="true"]')
        ?.getAttribute('aria-label')
        ?.replace('选择', '') ?? '',
  )
const selected = (): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.d-canvas [data-selected="true"]')].map((one) =>
      (one.getAttribute('aria-label') ?? '').replace('选择', ''),
    ),
  )
/** What stands on the canvas, in reading order, with its place and width. */
const paper = (): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.d-paper [data-pointer]')].map((one) => {
      const name = (one.getAttribute('aria-label') ?? '').replace('选择', '')
      return `${one.dataset['pointer']} ${name} ${one.style.getPropertyValue('--d-span')}`.trim()
    }),
  )
const said = (): Promise<string> => page.locator('[aria-live="assertive"]').innerText()
const has = async (line: string): Promise<void> =>
  expect.poll(paper, { timeout: 5_000 }).toContainEqual(expect.stringContaining(line))
const lacks = async (line: string): Promise<void> =>
  expect.poll(paper, { timeout: 5_000 }).not.toContainEqual(expect.stringContaining(line))

/** Opens the form as it was in the beginning. */
async function openForm(): Promise<void> {
  // A page with edits on their way asks before it is left.
  if ((await page.locator('.d-save-mark').count()) > 0)
    await page.locator('.d-save-mark[data-state="saved"]').waitFor()
  await put('entity/keytest', entity)
  await put('entity/keytest_rows', child)
  await put('form/keytest.edit', form)
  await page.goto('/design/form/keytest.edit')
  await page.locator('.d-paper .d-node').first().waitFor()
}

let beginning: readonly string[] = []

/** Takes back all that was done, by keys too; false where that does not lead to the beginning. */
async function takeBack(): Promise<boolean> {
  if (beginning.length === 0 || (await page.locator('.d-paper').count()) === 0) return false
  const undo = page.locator('.d-top').getByRole('button', { name: /^撤销/ })
  await press('Escape')
  for (let turns = 0; turns < 6 && !(await isIn('.d-canvas')); turns++) await press('F6')
  for (let steps = 0; steps < 12 && !(await undo.isDisabled()); steps++) await press('Control+z')
  for (let steps = 0; steps < 5 && (await mainName()) !== ''; steps++) await press('Escape')
  const now = await paper()
  return (await mainName()) === '' && now.join() === beginning.join()
}

/** What leaves another part of the screen open, or another tab of the form: nothing that can be taken back. */
const leaves = new Set(['outline', 'rules', 'preview', 'json', 'keys', 'save', 'next-part', 'previous-part'])
let before = ''

beforeEach(async ({ task }) => {
  const goesOn =
    task.name in actions && before in actions && !leaves.has(before) && !before.includes('lifted')
  before = task.name
  if (goesOn && (await takeBack())) return
  await openForm()
  beginning = await paper()
})

/** One entry for each action: the keys, and what they do. */
const actions: { readonly [action: string]: () => Promise<void> } = {
  lift: async () => {
    await goTo('城市')
    await press('Space')
    expect(await said()).toContain('已拿起城市')
  },
  drop: async () => {
    await goTo('城市')
    await press('Space', 'ArrowDown', 'Enter')
    expect(await said()).toContain('已放下城市')
    await has('/nodes/0/nodes/2 城市')
  },
  'call-off': async () => {
    await goTo('城市')
    await press('Space', 'ArrowDown', 'ArrowDown', 'Escape')
    expect(await said()).toContain('已取消')
    await has('/nodes/0/nodes/1 城市')
  },
  'lifted-down': async () => {
    await goTo('名称')
    await press('Space', 'ArrowDown')
    await has('/nodes/0/nodes/1 名称')
  },
  'lifted-up': async () => {
    await goTo('街道')
    await press('Space', 'ArrowUp')
    await has('/nodes/0/nodes/1 街道')
  },
  'lifted-next-part': async () => {
    await goTo('编号')
    await press('Space', ']', 'Space')
    await has('/nodes/1/tabs/1/nodes/0 编号')
  },
  'lifted-previous-part': async () => {
    await goTo('编号')
    await press('Space', ']', '[', 'Space')
    await has('/nodes/1/tabs/0/nodes/0 编号')
  },
  'move-down': async () => {
    await goTo('名称')
    await press('Alt+ArrowDown')
    await has('/nodes/0/nodes/1 名称')
  },
  'move-up': async () => {
    await goTo('品名')
    await press('Alt+ArrowDown')
    await has('/nodes/2/columns/1 品名')
    await press('Alt+ArrowUp')
    await has('/nodes/2/columns/0 品名')
  },
  'beside-next': async () => {
    await goTo('名称')
    await press('Alt+ArrowRight')
    await has('名称 6')
    await has('城市 6')
  },
  'beside-previous': async () => {
    await goTo('街道')
    await press('Alt+ArrowLeft')
    await has('街道 6')
    await has('城市 6')
  },
  'extend-down': async () => {
    await goTo('名称')
    await press('Shift+ArrowDown', 'Shift+ArrowDown')
    expect(await selected()).toEqual(['名称', '城市', '街道'])
    await press('Delete')
    await lacks('城市')
    await lacks('街道')
  },
  'extend-up': async () => {
    await goTo('街道')
    await press('Shift+ArrowUp')
    expect(await selected()).toEqual(['城市', '街道'])
  },
  'select-next': async () => {
    await goTo('名称')
    await press('ArrowDown')
    expect(await mainName()).toBe('城市')
  },
  'select-previous': async () => {
    await goTo('城市')
    await press('ArrowUp')
    expect(await mainName()).toBe('名称')
  },
  'select-parent': async () => {
    await goTo('品名')
    await press('Escape')
    expect(await mainName()).toBe('明细')
  },
  'select-all': async () => {
    await goTo('名称')
    await press('Control+a')
    expect(await selected()).toEqual(['名称', '城市', '街道'])
  },
  'next-part': async () => {
    await goTo('标签页')
    await press(']')
    await lacks('编号')
  },
  'previous-part': async () => {
    await goTo('标签页')
    await press(']', '[')
    await has('编号')
  },
  wider: async () => {
    await goTo('名称')
    await press('Alt+ArrowRight', 'Shift+ArrowRight')
    await has('名称 7')
  },
  narrower: async () => {
    await goTo('名称')
    await press('Shift+ArrowLeft')
    await has('名称 11')
  },
  duplicate: async () => {
    await goTo('基本')
    await press('Control+d')
    await has('/nodes/1/nodes/1 城市 2')
  },
  copy: async () => {
    await goTo('城市')
    await press('Control+c')
    expect(await said()).toContain('已复制')
  },
  cut: async () => {
    await goTo('城市')
    await press('Control+x')
    await lacks('城市')
    await goTo('编号')
    await press('Control+v')
    await has('/nodes/1/tabs/0/nodes/1 城市')
  },
  paste: async () => {
    await goTo('城市')
    await press('Control+c', 'Control+v')
    await has('/nodes/0/nodes/2 城市 2')
  },
  remove: async () => {
    await goTo('城市')
    await press('Delete')
    await lacks('城市')
  },
  undo: async () => {
    await goTo('城市')
    await press('Delete', 'Control+z')
    await has('/nodes/0/nodes/1 城市')
  },
  redo: async () => {
    await goTo('城市')
    await press('Delete', 'Control+z', 'Control+y')
    await lacks('城市')
  },
  rename: async () => {
    await goTo('城市')
    await press('F2')
    await page.keyboard.type('所在地')
    await press('Escape')
    await has('所在地')
  },
  'add-column': async () => {
    await goTo('明细')
    await press('Insert')
    await has('/nodes/2/columns/2')
  },
  settings: async () => {
    await goTo('城市')
    await press('Enter')
    expect(await isIn('.d-panel')).toBe(true)
    await press('Escape')
    expect(await isIn('.d-canvas')).toBe(true)
  },
  palette: async () => {
    await goTo('城市')
    await press('/')
    await page.keyboard.type('jine')
    await press('Tab', 'Tab')
    const item = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['palette'])
    expect(item).toBe('money')
    await press('Enter')
    await has('/nodes/0/nodes/2 金额')
  },
  outline: async () => {
    await goTo('城市')
    await press('o')
    await page.locator('.d-outline').waitFor()
  },
  rules: async () => {
    await goTo('城市')
    await press('r')
    await page.locator('.d-form-rules').waitFor()
  },
  preview: async () => {
    await goTo('城市')
    await press('v')
    await page.frameLocator('.d-device').locator('.d-preview').waitFor()
  },
  json: async () => {
    await goTo('城市')
    await press('j')
    await page.locator('.d-json').first().waitFor()
  },
  save: async () => {
    await goTo('城市')
    await press('Delete', 'Control+s')
    await page.locator('.d-save-mark[data-state="saved"]').waitFor()
  },
  regions: async () => {
    await press('F6')
    expect(await isIn('.d-palette')).toBe(true)
    await press('F6')
    expect(await mainName()).toBe('基本')
  },
  keys: async () => {
    await goTo('城市')
    await press('Shift+?')
    await page.locator('.d-keys').waitFor()
  },
}

describe('by keys alone', () => {
  test('the product lists these actions and no other', async () => {
    await goTo('城市')
    await press('Shift+?')
    const listed = await page
      .locator('[data-action]')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['action']))
    expect(listed.toSorted()).toEqual(Object.keys(actions).toSorted())
  })
  test.each(Object.keys(actions))('%s', async (action) => {
    await actions[action]?.()
  })
  test('what was done before the page was loaded anew can still be taken back', async () => {
    await goTo('城市')
    await press('Delete')
    await lacks('城市')
    await page.locator('.d-save-mark[data-state="saved"]').waitFor()
    // Steps are written down once nothing more is done for a moment.
    await page.waitForTimeout(1500)
    await page.reload()
    await page.locator('.d-paper .d-node').first().waitFor()
    await lacks('城市')
    await page.locator('.d-top').getByRole('button', { name: '撤销：移除城市' }).waitFor()
    await goTo('名称')
    await press('Control+z')
    await has('/nodes/0/nodes/1 城市')
  })
  test('what is said twice is spoken twice', async () => {
    await goTo('城市')
    await press('Control+c')
    const first = await page.locator('[aria-live="assertive"] span').elementHandle()
    await press('Control+c')
    expect(await first?.evaluate((one) => one.isConnected)).toBe(false)
    expect(await said()).toContain('已复制')
  })
  test('formulas that go in a circle are told with their way round before publishing', async () => {
    const formula = (key: string, of: string): object => ({
      ...text(key, key),
      type: 'formula',
      settings: { stored: true, result: 'decimal', scale: 2, expr: { '+': [{ var: of }, 1] } },
    })
    await put('entity/keytest', {
      ...entity,
      fields: [...entity.fields, formula('a', 'b'), formula('b', 'a')],
    })
    await page.reload()
    await page.getByRole('button', { name: /个问题/ }).press('Enter')
    await page
      .getByText(/a → .*b → .*a|b → .*a → .*b/)
      .first()
      .waitFor()
  })
})
