import type { Pool } from 'pg'
import { addApp, administrator, type AppFiles } from './add-app.ts'
import { type Client, openClient } from './http.ts'
import { signIn } from './sign-in.ts'
import { schema } from './workspace.ts'

type Document = { readonly [key: string]: unknown }

const say = (text: string): Document => ({ zh: text, en: text })

const choices = (...values: readonly string[]): Document => ({
  options: values.map((value) => ({ value, label: say(value) })),
})

/** The fields of an enquiry: twenty, as the measurement's workload says, of the types that the leads have. */
const fields: readonly (readonly [key: string, type: string, more?: Document])[] = [
  ['name', 'text', { required: true }],
  ['company', 'text'],
  ['title', 'text'],
  ['phone', 'phone'],
  ['email', 'email'],
  ['wechat', 'text'],
  ['source', 'select', { required: true, settings: choices('phone', 'form', 'event', 'search') }],
  ['status', 'select', { history: true, settings: choices('new', 'following', 'converted', 'invalid') }],
  ['industry', 'select', { settings: choices('it', 'finance', 'retail', 'media') }],
  ['size', 'select', { settings: choices('s', 'm', 'l', 'xl') }],
  ['city', 'text'],
  ['country', 'text'],
  ['need', 'longtext'],
  ['budget', 'money', { settings: { currency: 'CNY', scale: 2 } }],
  ['visits', 'integer'],
  ['page_seconds', 'integer'],
  ['do_not_email', 'boolean'],
  ['next_at', 'datetime'],
  ['last_follow_at', 'datetime'],
  ['external_no', 'text'],
]

function entity(key: string): Document {
  return {
    id: `e_${key}`,
    key,
    label: say(key),
    plural: say(key),
    icon: 'target',
    title: 'name',
    audit: true,
    bin: true,
    fields: fields.map(([name, type, more]) => ({
      id: `f_${key}_${name}`,
      key: name,
      type,
      label: say(name),
      ...more,
    })),
  }
}

const rule = (key: string, more: Document): Document => ({
  id: `r_${key}`,
  key,
  label: say(key),
  entity: 'enquiry',
  enabled: true,
  ...more,
})

const onCreate = { on: ['create'] }
const reach = { read: { scope: 'department' }, update: { scope: 'own' }, create: true }

/**
 * An app of the bench's own with three kinds of record alike: `enquiry` with one rule before the save, which sets a field,
 * and one asynchronous rule, whose condition holds; `enquiry_plain` with none; `nod` with a flow that asks its maker. History and audit are kept of all.
 */
const app: AppFiles = {
  'app.json': {
    id: 'a_bench',
    key: 'bench',
    label: say('bench'),
    version: '0.1.0',
    locale: 'zh-CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
  },
  'entities/enquiry.json': entity('enquiry'),
  'entities/enquiry_plain.json': entity('enquiry_plain'),
  'entities/nod.json': entity('nod'),
  'flows/nod.json': {
    id: 'fl_nod',
    key: 'nod',
    label: say('nod'),
    schemaVersion: 1,
    entity: 'nod',
    enabled: true,
    start: { type: 'record', on: ['create'] },
    nodes: [
      { id: 's', type: 'start_event', name: say('s') },
      {
        id: 'ask',
        type: 'user_task',
        name: say('ask'),
        approval: {
          mode: 'any',
          assignees: [{ type: 'starter' }],
          onEmpty: { do: 'admin' },
          onSelf: 'self',
        },
      },
      {
        id: 'set',
        type: 'service_task',
        name: say('set'),
        action: { type: 'update_record', record: '$record', entity: 'nod', set: { status: 'following' } },
      },
      { id: 'e', type: 'end_event', name: say('e') },
    ],
    edges: [
      { id: 'x1', source: 's', target: 'ask' },
      { id: 'x2', source: 'ask', target: 'set' },
      { id: 'x3', source: 'set', target: 'e' },
    ],
  },
  'rules/enquiry_seconds.json': rule('enquiry_seconds', {
    phase: 'beforeSave',
    trigger: onCreate,
    condition: { '>=': [{ var: 'visits' }, 1] },
    actions: [{ type: 'set_fields', set: { page_seconds: { '*': [{ var: 'visits' }, 45] } } }],
  }),
  'rules/enquiry_large.json': rule('enquiry_large', {
    phase: 'async',
    trigger: onCreate,
    condition: { '>=': [{ var: 'budget' }, 10_000] },
    actions: [{ type: 'set_fields', set: { status: 'following' } }],
  }),
  'roles/bench.json': {
    id: 'ro_bench',
    key: 'bench',
    label: say('bench'),
    entities: { enquiry: reach, enquiry_plain: reach, nod: reach },
  },
}

/** Brings the app in and gives the seller its role. */
export async function addEnquiries(url: string, pool: Pool): Promise<void> {
  await addApp(url, app)
  const cookie = await signIn(url, administrator)
  const client = openClient(url, () => ({ cookie, 'x-mortise': '1' }))
  await giveRole(client, pool)
  client.close()
}

async function giveRole(client: Client, pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string; roles: readonly string[] }>(
    `select id, roles from ${schema}."user" where key = 'wu_lei'`,
  )
  for (const { id, roles } of rows)
    await client.call({ method: 'PATCH', path: `/api/users/${id}`, body: { roles: [...roles, 'bench'] } })
}
