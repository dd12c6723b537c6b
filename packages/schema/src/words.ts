import type { Localized } from '@mortise/errors'
import type { SchemaKind } from './json-schemas/index.ts'

/** What each kind of document is called in sentences. */
export const kindNames: { readonly [K in SchemaKind]: Localized } = {
  app: { zh: '应用', en: 'app' },
  entity: { zh: '数据表', en: 'entity' },
  form: { zh: '表单', en: 'form' },
  view: { zh: '视图', en: 'view' },
  page: { zh: '详情页', en: 'record page' },
  rule: { zh: '规则', en: 'rule' },
  flow: { zh: '流程', en: 'flow' },
  score: { zh: '评分', en: 'score' },
  assignment: { zh: '分配规则', en: 'assignment' },
  table: { zh: '决策表', en: 'decision table' },
  calendar: { zh: '工作日历', en: 'calendar' },
  report: { zh: '报表', en: 'report' },
  dashboard: { zh: '仪表盘', en: 'dashboard' },
  print: { zh: '打印模板', en: 'print template' },
  mail: { zh: '邮件模板', en: 'mail template' },
  role: { zh: '角色', en: 'role' },
  data: { zh: '数据', en: 'data' },
  people: { zh: '人员', en: 'people' },
  runs: { zh: '流程记录', en: 'runs' },
  scenario: { zh: '场景', en: 'scenario' },
}
