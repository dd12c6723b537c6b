import type { Locale } from '@mortise/errors'
import { builtinKit, inspectionOf } from '@mortise/kit'
import { checkModel } from '@mortise/schema'
import type { EntityDocument, FormDocument, RuleDocument } from '@mortise/schema'
import { translate } from '@mortise/ui'
import { expect, test } from 'vitest'
import { documentId, draftModel, type DraftDocument } from '../workbench/documents.ts'
import { placeMessages } from './place-messages.ts'
import { documentWords, mergePlaceWords, type PlaceContext, problemWords } from './place-words.ts'

const lead: EntityDocument = {
  key: 'lead',
  label: { zh: '线索', en: 'Lead' },
  title: 'name',
  fields: [{ key: 'name', type: 'text', label: { zh: '姓名', en: 'Name' } }],
}
const rule: RuleDocument = {
  key: 'hot',
  label: { zh: '热线索', en: 'Hot leads' },
  entity: 'lead',
  phase: 'afterSave',
  trigger: { on: ['create'] },
  actions: [{ type: 'notify' }],
}
const form: FormDocument = {
  key: 'edit',
  label: { zh: '标准表单', en: 'Standard form' },
  entity: 'lead',
  purpose: 'edit',
  nodes: [
    {
      type: 'section',
      id: 'n1',
      label: { zh: '基本信息', en: 'Basics' },
      nodes: [{ type: 'field', id: 'n2', field: 'name' }],
    },
    {
      type: 'pick',
      id: 'n3',
      label: { zh: '选同名线索', en: 'Pick a namesake' },
      entity: 'lead',
      filter: { '==': [{ pinyin: { var: 'name' } }, { var: 'record.name' }] },
      columns: ['name'],
      fill: { name: 'name' },
    },
  ],
  dataLinks: [
    {
      entity: 'lead',
      filter: { '==': [{ pinyin: { var: 'name' } }, { var: 'record.name' }] },
      fill: { name: 'name' },
    },
  ],
}

const drafts: readonly DraftDocument[] = [
  { kind: 'entity', key: 'lead', json: lead },
  { kind: 'rule', key: 'hot', json: rule },
  { kind: 'form', key: 'lead.edit', json: form },
].map((one) => ({ ...one, app: 'crm', rev: 1, draft: true }) as DraftDocument)

function contextOf(locale: Locale): PlaceContext {
  const documents = new Map(drafts.map((one) => [documentId(one.kind, one.key), one]))
  const model = draftModel(documents, builtinKit)
  return { kit: builtinKit, model, documents, locale, t: translate(placeMessages, locale) }
}

test('a document is told by its kind and the name people gave it', () => {
  expect(documentWords(contextOf('zh'), 'form', 'lead.edit')).toBe('表单「线索 · 标准表单」')
  expect(documentWords(contextOf('en'), 'rule', 'hot')).toBe('Rule "Hot leads"')
})

test('a problem names the setting and the place as the designer shows them', () => {
  const missing = { kind: 'rule', key: 'hot', path: '/actions/0/to' } as const
  expect(problemWords(contextOf('zh'), { ...missing, message: '缺少“to”，请补上。' })).toEqual({
    message: '缺少“通知谁”，请补上。',
    place: '规则「热线索」 › 动作 › 第 1 项 通知',
  })
  expect(problemWords(contextOf('en'), { ...missing, message: 'to is missing; add it' })).toEqual({
    message: '"To" is missing; add it',
    place: 'Rule "Hot leads" › Actions › no. 1 Notify',
  })
})

test('a place on a form is its section and its field, never a pointer', () => {
  const { place } = problemWords(contextOf('zh'), {
    kind: 'form',
    key: 'lead.edit',
    path: '/nodes/0/nodes/0',
    message: '找不到。',
  })
  expect(place).toBe('表单「线索 · 标准表单」 › 基本信息 › 姓名')
})

test('a filter the database can not run is told with its form, node and setting', () => {
  const context = contextOf('zh')
  const found = checkModel(context.model, inspectionOf(builtinKit).checks).map((one) =>
    problemWords(context, { ...one, kind: 'form', key: 'lead.edit' }),
  )
  expect(found.map(({ place }) => place)).toEqual([
    '表单「线索 · 标准表单」 › 选同名线索 › 筛选',
    '表单「线索 · 标准表单」 › 数据联动 › 第 1 项 › 筛选',
  ])
  for (const { message } of found) expect(message).toMatch(/“pinyin”不能用在.*请改用数据表里直接存的字段/)
})

test('a path that leads nowhere still tells the document', () => {
  const { place, message } = problemWords(contextOf('zh'), {
    kind: 'rule',
    key: 'hot',
    path: '/no/such/7/place',
    message: '不对。',
  })
  expect([message, place]).toEqual(['不对。', '规则「热线索」'])
})

test('a place of a merge is told by what its parts are called, whatever stands in front of them', () => {
  const about = (kind: 'entity' | 'form', key: string, ...names: readonly string[]): string =>
    mergePlaceWords(contextOf('zh'), { kind, key, names })
  expect(about('entity', 'lead', 'label', 'zh')).toBe('数据表「线索」 › 名称 › 中文')
  expect(about('entity', 'lead', 'fields', 'name', 'required')).toBe(
    '数据表「线索」 › 字段 › 姓名 › 何时必填',
  )
  expect(about('form', 'lead.edit', 'nodes', 'n1', 'label')).toContain('基本信息')
  expect(about('entity', 'lead', 'fields', 'gone')).toContain('gone')
})
