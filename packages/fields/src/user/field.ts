import { defineFieldType, type FieldType } from '../define.ts'
import { reference } from '../shared/reference.ts'
import { sentence } from '../shared/settings.ts'

/** One person who can sign in. */
export const user: FieldType = defineFieldType({
  type: 'user',
  version: 1,
  label: { zh: '成员', en: 'Person' },
  icon: 'user',
  group: 'people',
  settings: [],
  describe: sentence('一位成员', 'one person'),
  expressionType: () => ({ kind: 'id', entity: 'user' }),
  column: () => ({ type: 'uuid', references: 'user', onDelete: 'restrict' }),
  ...reference(() => 'user'),
})
