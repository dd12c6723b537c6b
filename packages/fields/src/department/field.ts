import { defineFieldType, type FieldType } from '../define.ts'
import { reference } from '../shared/reference.ts'
import { sentence } from '../shared/settings.ts'

/** One department of the company. */
export const department: FieldType = defineFieldType({
  type: 'department',
  version: 1,
  label: { zh: '部门', en: 'Department' },
  icon: 'network',
  group: 'people',
  settings: [],
  describe: sentence('一个部门', 'one department'),
  expressionType: () => ({ kind: 'id', entity: 'department' }),
  column: () => ({ type: 'uuid', references: 'department', onDelete: 'restrict' }),
  ...reference(() => 'department'),
})
