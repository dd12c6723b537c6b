import type { Page } from 'playwright-core'
import { ask } from '../support/person.ts'

const names = (zh: string, en: string): { readonly zh: string; readonly en: string } => ({ zh, en })
const option = (value: string, zh: string, en: string): object => ({ value, label: names(zh, en) })

/** What was bought: a stranger may never look through these. */
const course = {
  key: 'course',
  label: names('课程', 'Course'),
  title: 'name',
  fields: [
    { key: 'name', type: 'text', label: names('课程名称', 'Name'), required: true },
    { key: 'price', type: 'money', label: names('成本价', 'Cost') },
  ],
}

const survey = {
  key: 'survey',
  label: names('回访', 'Survey'),
  title: 'name',
  fields: [
    { key: 'name', type: 'text', label: names('姓名', 'Name'), required: true },
    { key: 'phone', type: 'phone', label: names('手机号', 'Mobile number') },
    { key: 'course', type: 'link', label: names('课程', 'Course'), settings: { target: 'course' } },
    { key: 'stars', type: 'rating', label: names('讲师打分', 'Teacher') },
    { key: 'score', type: 'nps', label: names('愿意推荐给朋友吗', 'Would you recommend us') },
    {
      key: 'parts',
      type: 'matrix',
      label: names('各方面是否满意', 'How satisfied are you'),
      settings: {
        rows: [
          option('place', '场地与设备', 'Place'),
          option('pace', '课程节奏', 'Pace'),
          option('after', '课后答疑', 'Questions'),
        ],
        columns: [
          option('bad', '不满意', 'Not'),
          option('fair', '一般', 'Fair'),
          option('good', '满意', 'Satisfied'),
          option('great', '非常满意', 'Very'),
        ],
      },
    },
    { key: 'photo', type: 'image', label: names('现场照片', 'Photos') },
    { key: 'words', type: 'longtext', label: names('想对我们说的话', 'Anything else') },
    {
      key: 'state',
      type: 'select',
      label: names('处理状态', 'State'),
      default: 'open',
      settings: {
        options: [option('open', '处理中', 'Being looked at'), option('done', '已回复', 'Answered')],
      },
    },
  ],
}

const field = (name: string, more: object = {}): object => ({
  type: 'field',
  field: name,
  span: 6,
  mobileSpan: 12,
  ...more,
})

const form = {
  key: 'open',
  label: names('课后回访', 'After the course'),
  entity: 'survey',
  purpose: 'public',
  nodes: [
    field('name'),
    field('phone'),
    field('course'),
    field('stars'),
    field('score', { span: 12 }),
    field('parts', { span: 12 }),
    field('photo', { span: 12 }),
    field('words', { span: 12 }),
  ],
  public: {
    title: names('课后回访', 'After the course'),
    description: names(
      '占用您两分钟，帮我们把课讲得更好。',
      'Two minutes of your time make the next course better.',
    ),
    thanks: {
      text: names('谢谢！三天内会有老师联系您。', 'Thank you! Somebody will call within three days.'),
    },
    once: { per: 'device' },
    progress: { fields: ['state'], flows: true, days: 30 },
  },
}

const flow = {
  key: 'survey_answer',
  label: names('回访处理', 'Answer'),
  schemaVersion: 1,
  entity: 'survey',
  enabled: true,
  start: { type: 'record', on: ['create'], recall: 'never', single: true },
  title: '回访 {{name}}',
  nodes: [
    { id: 'start', type: 'start_event', name: names('收到', 'Came in') },
    {
      id: 'look',
      type: 'user_task',
      name: names('教务核实', 'Checked by the office'),
      approval: {
        mode: 'any',
        assignees: [{ type: 'role', role: 'sales_director' }],
        onEmpty: { do: 'admin' },
        onSelf: 'self',
        fields: { '*': 'read' },
      },
    },
    {
      id: 'mark',
      type: 'service_task',
      name: names('标记为已回复', 'Mark as answered'),
      action: { type: 'update_record', record: '$record', entity: 'survey', set: { state: 'done' } },
    },
    { id: 'end', type: 'end_event', name: names('结束', 'End') },
    { id: 'end_no', type: 'end_event', name: names('不予受理', 'Not taken up'), result: 'rejected' },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'look' },
    { id: 'e2', source: 'look', target: 'mark', outcome: 'approved' },
    { id: 'e3', source: 'look', target: 'end_no', outcome: 'rejected' },
    { id: 'e4', source: 'mark', target: 'end' },
  ],
}

async function keep(page: Page, kind: string, key: string, json: object): Promise<void> {
  const answer = await page.request.put(`/api/design/${kind}/${key}`, {
    data: { json, app: 'crm' },
    headers: { 'x-mortise': '1' },
  })
  if (!answer.ok()) throw new Error(`${kind} ${key}: ${await answer.text()}`)
}

/** Publishes what a survey stands on: two kinds of records, a public form with all sorts of questions, and a flow. */
export async function publishSurvey(admin: Page): Promise<void> {
  await keep(admin, 'entity', 'course', course)
  await keep(admin, 'entity', 'survey', survey)
  await keep(admin, 'form', 'survey.open', form)
  await keep(admin, 'flow', 'survey_answer', flow)
  const told = await ask<{ data?: { version: number } }>(admin, '/api/design/publish', {})
  if (told.data === undefined) throw new Error(JSON.stringify(told))
  await ask(admin, '/api/records/course', { name: '机密课程甲', price: 4321 })
}
