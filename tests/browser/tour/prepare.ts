import type { Browser, Page } from 'playwright-core'
import { publishSurvey } from '../public/survey.ts'
import { ask, openWindow, records, signIn } from '../support/person.ts'
import type { Product } from '../support/server.ts'

/** What there is to look at: ids of records by entity, and addresses of public pages by what they show. */
export type Prepared = { readonly [name: string]: string }

const looked = ['lead', 'account', 'opportunity', 'quote', 'product'] as const
const hour = 3_600_000

async function link(admin: Page, form: string, settings: object = {}): Promise<string> {
  const given = { form, difficulty: 8, ...settings }
  return (await ask<{ data: { path: string } }>(admin, '/api/public-links', given)).data.path
}

/** Somebody outside fills in a form to its end; gives the address where they see what becomes of it. */
async function submitOnce(browser: Browser, product: Product, path: string): Promise<string> {
  const page = await openWindow(browser, product)
  await page.goto(path)
  await page.getByRole('textbox', { name: /姓名/ }).fill('访客乙')
  await page.getByRole('button', { name: '提交' }).click()
  const way = await page.getByRole('link', { name: '查看处理进度' }).getAttribute('href')
  await page.context().close()
  return way ?? ''
}

type Role = { readonly key: string; readonly entities: { readonly [entity: string]: object } }

const names = (zh: string, en: string): object => ({ zh, en })

/** Its second step asks for a name that surveys without a number don't have: such a run stops there. */
const stopping = {
  key: 'survey_course',
  label: names('回访转课程', 'Course of a survey'),
  schemaVersion: 1,
  entity: 'survey',
  enabled: true,
  start: { type: 'record', on: ['create'], recall: 'never', single: true },
  title: '转课程 {{name}}',
  nodes: [
    { id: 'start', type: 'start_event', name: names('开始', 'Start') },
    { id: 'wait', type: 'delay', name: names('稍等', 'Wait'), duration: 'PT1S' },
    {
      id: 'make',
      type: 'service_task',
      name: names('新建课程', 'Make the course'),
      action: { type: 'create_record', entity: 'course', values: { name: { var: 'phone' } } },
    },
    { id: 'end', type: 'end_event', name: names('结束', 'End') },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'wait' },
    { id: 'e2', source: 'wait', target: 'make' },
    { id: 'e3', source: 'make', target: 'end' },
  ],
}

/** The first run that has stopped, once there is one. */
async function stoppedRun(admin: Page): Promise<string> {
  type Runs = { readonly data: { readonly rows: readonly { readonly id: string }[] } }
  for (let tries = 0; tries < 300; tries += 1) {
    const [run] = (await ask<Runs>(admin, '/api/flow-instances?show=stopped')).data.rows
    if (run !== undefined) return run.id
    await admin.waitForTimeout(100)
  }
  throw new Error('no run has stopped')
}

/** Those who decide on surveys may see them; from now on surveys start a flow that stops. */
async function letDirectorsSee(admin: Page): Promise<void> {
  const place = '/api/design/role/sales_director'
  const { json } = (await ask<{ data: { json: Role } }>(admin, place)).data
  const survey = { read: { scope: 'all' }, update: { scope: 'all' } }
  await admin.request.put(place, {
    data: { json: { ...json, entities: { ...json.entities, survey } }, app: 'crm' },
    headers: { 'x-mortise': '1' },
  })
  await admin.request.put('/api/design/flow/survey_course', {
    data: { json: stopping, app: 'crm' },
    headers: { 'x-mortise': '1' },
  })
  const told = await ask<{ data?: unknown }>(admin, '/api/design/publish', {})
  if (told.data === undefined) throw new Error(JSON.stringify(told))
}

/** Makes what the demo data lacks: public pages in every state, answers that wait for a decision, runs that stopped, and ids to go to. */
export async function prepare(browser: Browser, product: Product): Promise<Prepared> {
  const admin = await signIn(browser, product)
  const found: Record<string, string> = {}
  for (const entity of looked)
    found[entity] = (await records(admin, entity, { fields: ['id'], limit: 1 }))[0]?.id ?? ''
  await publishSurvey(admin)
  await letDirectorsSee(admin)
  await admin.request.put('/api/settings', {
    data: { sites: ['maps.example.com', '*.bi.example.com', 'guides.example.com:8443'] },
    headers: { 'x-mortise': '1' },
  })
  // Several of one kind wait for the same person.
  for (const name of ['沈知微', '欧阳明远', 'Margaret Featherstonehaugh'])
    await ask(admin, '/api/records/survey', { name, stars: 4 })
  const [past, future] = [-hour, hour].map((by) => new Date(Date.now() + by).toISOString())
  const full = await link(admin, 'survey.open', { quota: 1 })
  Object.assign(found, {
    progress: await submitOnce(browser, product, full),
    full,
    open: await link(admin, 'lead.website'),
    survey: await link(admin, 'survey.open'),
    soon: await link(admin, 'lead.website', { opensAt: future }),
    closed: await link(admin, 'lead.website', { closesAt: past }),
    off: await link(admin, 'lead.website', { enabled: false }),
    run: await stoppedRun(admin),
  })
  await admin.context().close()
  return found
}
