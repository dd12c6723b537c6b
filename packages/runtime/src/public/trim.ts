import { type Expression, pathsOf } from '@mortise/expressions'
import { type FormState, nodeKey } from '@mortise/forms'
import type {
  Condition,
  EntityDocument,
  EntityModel,
  FieldDocument,
  FormColumn,
  FormDocument,
  FormFieldNode,
  FormNode,
  FormSubtableNode,
} from '@mortise/schema'
import type { PublicSurface } from './surface.ts'

const headOf = (path: string): string => path.split('.')[0] ?? ''

/** Whether an expression looks at these fields alone. */
export function readsOnly(expression: Expression | undefined, known: ReadonlySet<string>): boolean {
  return expression === undefined || pathsOf(expression).every((path) => known.has(headOf(path)))
}

/** What strangers are told of a form, and the form as it stands when nothing is filled in. */
type Given = {
  readonly known: ReadonlySet<string>
  readonly tables: PublicSurface['tables']
  readonly fresh: FormState
}

/** The named properties of an object: what is not named here, today or in times to come, stays inside. */
function only<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.flatMap((name) => (name in from ? [[name, from[name]]] : []))) as Pick<T, K>
}

const fieldParts = ['id', 'key', 'label', 'type', 'required', 'placeholder', 'help', 'settings'] as const
const formParts = ['id', 'key', 'label', 'entity', 'purpose'] as const
const headParts = ['type', 'id', 'visible', 'field', 'label', 'required', 'readOnly'] as const
const ownParts = ['span', 'mobileSpan', 'help', 'optionsFilter', 'requiredEvenHidden', 'messages'] as const
const nodeParts = [...headParts, ...ownParts] as const
const rowParts = ['view', 'columns', 'totals', 'minRows', 'maxRows', 'canAdd', 'canDelete'] as const
const tableParts = [...headParts, ...rowParts] as const
const columnParts = ['field', 'label', 'width'] as const

/** Parts that only show: they say what their author wrote there. */
const plain: ReadonlySet<string> = new Set(['divider', 'note'])

function trimmedField(field: FieldDocument, known: ReadonlySet<string>): FieldDocument {
  const { default: standard } = field
  const rest = only(field, fieldParts)
  return standard !== undefined && readsOnly(standard, known) ? { ...rest, default: standard } : rest
}

/** An entity with these fields and nothing more: no rights, no rules, no keys of duplicates. */
export function trimmedEntity(
  { key, document, fields }: EntityModel,
  known: ReadonlySet<string>,
): EntityDocument {
  const own = fields.filter((field) => !field.system && known.has(field.key))
  const title = known.has(document.title) ? document.title : (own[0]?.key ?? document.title)
  const { kind, label } = document
  return {
    key,
    label,
    title,
    ...(kind === undefined ? {} : { kind }),
    fields: own.map((field) => trimmedField(field.document, known)),
  }
}

/**
 * The form without what strangers are not shown. Conditions over fields that are not on it are settled here, by how they
 * stand while nothing is filled in: nobody can change those fields, and what they hold is not for outside.
 */
export function trimmedForm(form: FormDocument, given: Given): FormDocument {
  const { onChange = [] } = form
  const changes = onChange.filter(
    ({ when, set }) =>
      readsOnly(when.condition, given.known) &&
      [...Object.keys(set), ...when.changed.map(headOf)].every((key) => given.known.has(key)) &&
      Object.values(set).every((expression) => readsOnly(expression, given.known)),
  )
  return { ...only(form, formParts), nodes: trimmedNodes(form.nodes, '/nodes', given), onChange: changes }
}

function trimmedNodes(nodes: readonly FormNode[], pointer: string, given: Given): readonly FormNode[] {
  return nodes.flatMap((node, at) => trimmedNode(node, `${pointer}/${at}`, given))
}

/** A part without a condition that is settled; undefined when it does not show. */
function settled<T extends { readonly id?: string; readonly visible?: Condition }>(
  part: T,
  pointer: string,
  { known, fresh }: Given,
): T | undefined {
  if (part.visible === undefined || readsOnly(part.visible, known)) return part
  const { visible: _visible, ...rest } = part
  return fresh.layout[nodeKey(part, pointer)] === false ? undefined : (rest as T)
}

// Containers are told by what they hold, as the form engine tells them. Names of nodes without an id are their places,
// which move: only what was settled by then is asked by name.
function trimmedNode(given: FormNode, pointer: string, all: Given): readonly FormNode[] {
  const node = settled(given, pointer, all)
  if (node === undefined) return []
  if (node.type === 'field' || node.type === 'subtable')
    return all.known.has(node.field) ? [trimmedPlacement(node, all)] : []
  if ('tabs' in node) return [{ ...node, tabs: trimmedParts(node.tabs, `${pointer}/tabs`, all) }]
  if ('steps' in node) return [{ ...node, steps: trimmedParts(node.steps, `${pointer}/steps`, all) }]
  if (node.type === 'code') return readsOnly(node.value, all.known) ? [node] : []
  if (!('nodes' in node)) return plain.has(node.type) ? [node] : []
  return [{ ...node, nodes: trimmedNodes(node.nodes, `${pointer}/nodes`, all) }]
}

type Part = { readonly id?: string; readonly visible?: Condition; readonly nodes: readonly FormNode[] }

function trimmedParts<P extends Part>(parts: readonly P[], pointer: string, all: Given): P[] {
  return parts.flatMap((part, at) => {
    const shown = settled(part, `${pointer}/${at}`, all)
    return shown === undefined
      ? []
      : [{ ...shown, nodes: trimmedNodes(part.nodes, `${pointer}/${at}/nodes`, all) }]
  })
}

function trimmedPlacement(node: FormFieldNode | FormSubtableNode, all: Given): FormNode {
  const { known, fresh } = all
  const state = fresh.fields[node.field]
  const outside = (condition: Condition | undefined): boolean => !readsOnly(condition, known)
  const flags = {
    ...(outside(node.required) ? { required: state?.required === true } : {}),
    ...(outside(node.readOnly) ? { readOnly: state?.readOnly === true } : {}),
  }
  if (node.type === 'subtable') return { ...trimmedTable(node, all), ...flags }
  const { optionsFilter, ...rest } = only(node, nodeParts)
  const kept = optionsFilter !== undefined && readsOnly(optionsFilter, known) ? { optionsFilter } : {}
  return { ...rest, ...flags, ...kept }
}

/** A sub-table with its open columns. Their conditions speak of the row; what else they lean on is settled by the server. */
function trimmedTable(node: FormSubtableNode, { known, tables }: Given): FormSubtableNode {
  const { columns, totals, canAdd, canDelete, ...rest } = only(node, tableParts)
  const table = tables.get(node.field)
  const open = table?.columns ?? new Set<string>()
  const inRow = new Set([...open, ...(table === undefined ? [] : [table.parentField])])
  const kept = <T extends object>(from: T, among: ReadonlySet<string>): Partial<T> =>
    Object.fromEntries(
      Object.entries(from).filter(
        ([, condition]) => condition !== undefined && readsOnly(condition as Condition, among),
      ),
    ) as Partial<T>
  const shown = columns
    ?.filter(({ field }) => open.has(field))
    .map((column): FormColumn => {
      const { visible, readOnly, required, optionsFilter, default: standard } = column
      return {
        ...only(column, columnParts),
        ...kept({ visible, readOnly, required, optionsFilter, default: standard }, inRow),
      }
    })
  return {
    ...rest,
    ...kept({ canAdd, canDelete }, known),
    ...(shown === undefined ? {} : { columns: shown }),
    ...(totals === undefined
      ? {}
      : { totals: totals.filter((one) => open.has(typeof one === 'string' ? one : one.field)) }),
  }
}
