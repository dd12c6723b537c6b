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
  json: { kind: 'json' },
}

function name(key: string, label: ScopeName['label'], type: ExpressionType): ScopeName {
  return { key, label, type, nullable: true, sql: false }
}

const counts: readonly (readonly [string, string, string])[] = [
  ['index', '第几个', 'Index'],
  ['instances', '总数', 'All'],
  ['completed', '已完成', 'Completed'],
  ['active', '进行中', 'Active'],
  ['passed', '已通过', 'Passed'],
  ['passNum', '同意人数', 'Agreed'],
  ['rejectNum', '拒绝人数', 'Rejected'],
  ['todoNum', '未表态人数', 'Undecided'],
  ['allNum', '总人数', 'Everybody'],
]

/** Names inside a for-each: the element at hand (a row where it goes over a sub-table), and how far it has got. */
function elementNames(definition: FlowDocument, entity: Scope): readonly [string, ScopeName][] {
  const found = counts.map(([key, zh, en]): [string, ScopeName] => [
    key,
    name(key, { zh, en }, { kind: 'number' }),
  ])
  for (const node of definition.nodes) {
    const { collection, rows, elementVariable = 'item' } = node
    if ((collection === undefined && rows === undefined) || typeof elementVariable !== 'string') continue
    const target = typeof rows === 'string' ? entity.find(rows)?.rows : undefined
    const label = { zh: '当前一项', en: 'Element' }
    found.push([
      elementVariable,
      { ...name(elementVariable, label, { kind: 'text' }), ...(target === undefined ? {} : { target }) },
    ])
  }
  return found
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
  const declared = new Map(
    (definition.variables ?? []).map(({ key, type }): [string, ScopeName] => [
      key,
      name(key, key, variableTypes[type] ?? { kind: 'text' }),
    ]),
  )
  const variables: ScopeName = {
    ...name('variables', { zh: '流程变量', en: 'Variables' }, { kind: 'json' }),
    target: () => ({
      name: 'variables',
      find: (key) => declared.get(key),
      keys: () => [...declared.keys()],
    }),
  }
  const own = new Map<string, ScopeName>([
    ...elementNames(definition, entity),
    ['variables', variables],
    ['record', record],
    ['starter', name('starter', { zh: '发起人', en: 'Starter' }, { kind: 'id', entity: 'user' })],
    ['outcome', name('outcome', { zh: '上一步结果', en: 'Outcome' }, { kind: 'text' })],
    ...declared,
  ])
  return {
    name: entity.name,
    find: (key) => own.get(key) ?? entity.find(key),
    keys: () => [...new Set([...own.keys(), ...entity.keys()])],
  }
}
