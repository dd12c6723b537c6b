import { type Localized, text } from '@mortise/errors'
import { parseDate } from './civil.ts'
import { canonicalDecimal, type DecimalValue, isDecimal } from './decimal.ts'
import type { Kind, LiteralNode, Node, NodeType } from './node.ts'
import { canonicalTime } from './time-values.ts'
import { formatInstant, parseInstant } from './zone.ts'

const kindNames: { readonly [K in Kind]: Localized } = {
  number: text('数字', 'a number'),
  text: text('文本', 'a text'),
  boolean: text('是/否', 'yes or no'),
  date: text('日期', 'a date'),
  datetime: text('日期时间', 'a date with time'),
  time: text('时间', 'a time of day'),
  duration: text('时长', 'a duration'),
  json: text('附件或地址一类的值', 'a value such as a file or an address'),
  null: text('空', 'nothing'),
  id: text('关联', 'a link'),
  set: text('多个值', 'several values'),
  rows: text('多行明细', 'rows of a relation'),
  unknown: text('任意值', 'any value'),
}

/** Name of a type for messages. */
export function typeName(type: NodeType): Localized {
  const name = kindNames[type.kind]
  if (type.kind !== 'id') return name
  return { zh: `${name.zh}（${type.entity}）`, en: `${name.en} to ${type.entity}` }
}

/** Names of several kinds, joined by or. */
export function kindList(kinds: readonly Kind[]): Localized {
  const names = kinds.filter((kind) => kind !== 'unknown' && kind !== 'null').map((kind) => kindNames[kind])
  return { zh: names.map((n) => n.zh).join('或'), en: names.map((n) => n.en).join(' or ') }
}

/** Whether a value of one type may stand where the other is expected. */
export function sameType(a: NodeType, b: NodeType): boolean {
  if (a.kind === 'null' || b.kind === 'null' || a.kind === 'unknown' || b.kind === 'unknown') return true
  if (a.kind === 'id' && b.kind === 'id') return a.entity === b.entity
  if (a.kind === 'set' && b.kind === 'set')
    return a.of === b.of && (a.entity === undefined || b.entity === undefined || a.entity === b.entity)
  const numeric = (kind: Kind): boolean => kind === 'number' || kind === 'duration'
  return a.kind === b.kind || (numeric(a.kind) && numeric(b.kind))
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * The canonical value of a literal text read as another type; undefined when it is none. Records hold exact numbers as
 * texts, so a literal beside a number may be written that way too.
 */
function readLiteral(value: string, kind: Kind): DecimalValue | undefined {
  if (kind === 'number' || kind === 'duration')
    return value.length <= 60 && isDecimal(value) ? (canonicalDecimal(value) ?? undefined) : undefined
  if (kind === 'date') return parseDate(value) ? value : undefined
  if (kind === 'time') return canonicalTime(value)
  if (kind === 'id') return uuid.test(value.toLowerCase()) ? value.toLowerCase() : undefined
  if (kind !== 'datetime') return undefined
  const instant = parseInstant(value)
  return instant === undefined ? undefined : (formatInstant(instant) ?? undefined)
}

function literalAs(node: LiteralNode, type: NodeType): Node | undefined {
  if (typeof node.value !== 'string' || node.type.kind !== 'text') return undefined
  const value = readLiteral(node.value, type.kind)
  return value === undefined ? undefined : { ...node, value, type }
}

/** The node as a value of the type, reading literal texts as dates, times and ids; undefined when it can't be. */
export function fitType(node: Node, type: NodeType): Node | undefined {
  if (sameType(node.type, type)) return node
  if (node.kind === 'literal') return literalAs(node, type)
  if (node.kind !== 'list' || type.kind !== 'set') return undefined
  const element: NodeType = type.of === 'id' ? { kind: 'id', entity: type.entity ?? '' } : { kind: 'text' }
  const items = node.items.map((item) => fitType(item, element))
  return items.every((item) => item !== undefined) ? { ...node, type, items: items as Node[] } : undefined
}

/** The node as one of several kinds. */
export function fitKinds(node: Node, kinds: readonly Kind[]): Node | undefined {
  const { kind } = node.type
  if (kind === 'unknown' || kind === 'null' || kinds.includes(kind)) return node
  if (kind === 'duration' && kinds.includes('number')) return node
  if (node.kind !== 'literal') return undefined
  for (const wanted of kinds) {
    const read = literalAs(
      node,
      wanted === 'id' ? { kind: 'id', entity: '' } : ({ kind: wanted } as NodeType),
    )
    if (read) return read
  }
  return undefined
}

/** The type that several nodes are to share: the first that is told by a name or operator, else of a literal. */
export function leadingType(nodes: readonly Node[]): NodeType {
  const known = nodes.filter(({ type }) => type.kind !== 'null' && type.kind !== 'unknown')
  const told = known.find((node) => node.kind === 'call')
  if (told) return told.type
  const untold = nodes.find(({ type }) => type.kind === 'unknown')
  const [first] = known
  if (!first || (untold && mayBeDate(first))) return untold?.type ?? { kind: 'null' }
  return first.type
}

/** A literal text beside a name of unknown type may be a date or an id; one that looks like a number is a text. */
function mayBeDate(node: Node): boolean {
  return (
    node.kind === 'literal' &&
    typeof node.value === 'string' &&
    node.type.kind === 'text' &&
    !isDecimal(node.value)
  )
}
