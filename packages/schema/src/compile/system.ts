import type { Localized } from '@mortise/errors'
import type { ExpressionType, Scope, ScopeName } from '@mortise/expressions'
import type { FieldDocument } from '../documents/entity.ts'
import type { SystemField } from '../model/values.ts'

type SystemFact = {
  readonly label: Localized
  readonly type: string
  readonly nullable: boolean
  readonly expression: (entity: string) => ExpressionType
}

const user: ExpressionType = { kind: 'id', entity: 'user' }

/** What every record has. `type` is the field type that shows it. */
export const systemFacts: { readonly [K in SystemField]: SystemFact } = {
  id: {
    label: { zh: '编号', en: 'Id' },
    type: 'text',
    nullable: false,
    expression: (entity) => ({ kind: 'id', entity }),
  },
  owner: { label: { zh: '负责人', en: 'Owner' }, type: 'user', nullable: true, expression: () => user },
  department: {
    label: { zh: '所属部门', en: 'Department' },
    type: 'department',
    nullable: true,
    expression: () => ({ kind: 'id', entity: 'department' }),
  },
  created_by: {
    label: { zh: '创建人', en: 'Created by' },
    type: 'user',
    nullable: true,
    expression: () => user,
  },
  created_at: {
    label: { zh: '创建时间', en: 'Created at' },
    type: 'datetime',
    nullable: false,
    expression: () => ({ kind: 'datetime' }),
  },
  updated_by: {
    label: { zh: '修改人', en: 'Updated by' },
    type: 'user',
    nullable: true,
    expression: () => user,
  },
  updated_at: {
    label: { zh: '修改时间', en: 'Updated at' },
    type: 'datetime',
    nullable: false,
    expression: () => ({ kind: 'datetime' }),
  },
  version: {
    label: { zh: '版本', en: 'Version' },
    type: 'integer',
    nullable: false,
    expression: () => ({ kind: 'number' }),
  },
}

/** A system field as a field document, so that lists and forms can treat all fields alike. */
export function systemDocument(key: SystemField): FieldDocument {
  const { label, type } = systemFacts[key]
  return { id: `system_${key}`, key, type, label }
}

/** A scope over a fixed list of names. */
export function scopeOf(name: string, names: readonly ScopeName[], entities?: Scope['entities']): Scope {
  const byKey = new Map(names.map((one) => [one.key, one]))
  const keys = Object.freeze([...byKey.keys()])
  const scope = { name, find: (key: string) => byKey.get(key), keys: () => keys }
  return Object.freeze(entities === undefined ? scope : { ...scope, entities })
}

/** Link targets that every workspace has beside its entities, with what can be read through them. */
export const builtinScopes: ReadonlyMap<string, Scope> = new Map([
  ['user', scopeOf('user', userNames())],
  ['department', scopeOf('department', departmentNames())],
])

function link(key: string, label: Localized, entity: string): ScopeName {
  const target = (): Scope | undefined => builtinScopes.get(entity)
  return { key, label, type: { kind: 'id', entity }, nullable: true, target }
}

function userNames(): readonly ScopeName[] {
  return [
    { key: 'id', label: { zh: '编号', en: 'Id' }, type: user, nullable: false },
    { key: 'name', label: { zh: '姓名', en: 'Name' }, type: { kind: 'text' }, nullable: false },
    { key: 'email', label: { zh: '邮箱', en: 'Email' }, type: { kind: 'text' }, nullable: true },
    link('department', { zh: '部门', en: 'Department' }, 'department'),
    link('manager', { zh: '上级', en: 'Manager' }, 'user'),
  ]
}

function departmentNames(): readonly ScopeName[] {
  const own: ExpressionType = { kind: 'id', entity: 'department' }
  return [
    { key: 'id', label: { zh: '编号', en: 'Id' }, type: own, nullable: false },
    { key: 'name', label: { zh: '名称', en: 'Name' }, type: { kind: 'text' }, nullable: false },
    link('parent', { zh: '上级部门', en: 'Parent' }, 'department'),
    link('head', { zh: '负责人', en: 'Head' }, 'user'),
  ]
}
