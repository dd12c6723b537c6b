import type { ExpressionType, Scope, ScopeName } from '@mortise/expressions'
import type { FlowDocument } from '@mortise/schema'

const variableTypes: { readonly [type: string]: ExpressionType } = {
  decimal: { kind: 'number' },
  integer: { kind: 'number' },
  number: { kind: 'number' },
  money: { kind: 'number' },
  percent: { kind: 'number' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  datetime: { kind: 'datetime' },
  user: { kind: 'id', entity: 'user' },
  department: { kind: 'id', entity: 'department' },
}

function name(key: string, label: ScopeName['label'], type: ExpressionType): ScopeName {
  return { key, label, type, nullable: true, sql: false }
}

/**
 * What names mean in conditions of a flow: the fields of its record (also as `record.<field>`), its variables,
 * `starter`, and `outcome`, how the last task was decided.
 */
export function flowScope(definition: FlowDocument, entity: Scope): Scope {
  const record: ScopeName = {
    ...name('record', { zh: '当前记录', en: 'Record' }, { kind: 'id', entity: definition.entity }),
    target: () => entity,
  }
  const own = new Map<string, ScopeName>([
    ['record', record],
    ['starter', name('starter', { zh: '发起人', en: 'Starter' }, { kind: 'id', entity: 'user' })],
    ['outcome', name('outcome', { zh: '上一步结果', en: 'Outcome' }, { kind: 'text' })],
    ...(definition.variables ?? []).map(({ key, type }): [string, ScopeName] => [
      key,
      name(key, key, variableTypes[type] ?? { kind: 'text' }),
    ]),
  ])
  return {
    name: entity.name,
    find: (key) => own.get(key) ?? entity.find(key),
    keys: () => [...new Set([...own.keys(), ...entity.keys()])],
  }
}
