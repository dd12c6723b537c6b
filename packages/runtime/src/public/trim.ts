import { type Expression, pathsOf } from '@mortise/expressions'
import { clearedHtml, clearedText, type FormState, nodeKey } from '@mortise/forms'
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
import { isOfSites } from '@mortise/schema'
import { type Known, knownPaths, rowsReadBy } from './behind.ts'
import type { PublicOffer, PublicSurface } from './surface.ts'

/** Whether an expression looks at what strangers know alone. */
export function readsOnly(expression: Expression | undefined, known: Known): boolean {
  if (expression === undefined) return true
  const { elsewhere } = known
  if (elsewhere !== undefined && rowsReadBy(expression).some((path) => elsewhere.has(path))) return false
  return pathsOf(expression).every((path) => known.has(path))
}

/** What strangers are told of a form, and the form as it stands when nothing is filled in. */
type Given = {
  readonly known: Known
  readonly picks: PublicSurface['picks']
  readonly tables: PublicSurface['tables']
  readonly fresh: FormState
  /** Sites whose pages may be embedded. */
  readonly sites: readonly string[]
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

function trimmedField(
  field: FieldDocument,
  known: Known,
  { choices }: { readonly choices: string | undefined },
): FieldDocument {
  const { default: standard } = field
  const parts = only(field, fieldParts)
  // Of a link strangers hear neither what it leads to nor how the choice is narrowed.
  const rest = choices === undefined ? parts : { ...parts, settings: { target: choices } }
  return standard !== undefined && readsOnly(standard, known) ? { ...rest, default: standard } : rest
}

/**
 * An entity with these fields and nothing more: no rights, no rules, no keys of duplicates. `choices` are the names of the
 * entities that stand for what is offered, by link field.
 */
export function trimmedEntity(
  { key, document, fields }: EntityModel,
  known: Known,
  choices: ReadonlyMap<string, string> = new Map(),
): EntityDocument {
  const own = fields.filter((field) => !field.system && known.has(field.key))
  const title = known.has(document.title) ? document.title : (own[0]?.key ?? document.title)
  const { kind, label } = document
  return {
    key,
    label,
    title,
    ...(kind === undefined ? {} : { kind }),
    fields: own.map((field) => trimmedField(field.document, known, { choices: choices.get(field.key) })),
  }
}

/** What stands in the page for the records that a link may be chosen from: an entity with what is shown of them. */
export function choicesEntity(key: string, { shown, target }: PublicOffer): EntityDocument {
  const plain = ({ document }: PublicOffer['shown'][number]): FieldDocument => {
    const { result } = document.settings ?? {}
    // How a formula comes to its value is not told; its value is.
    return typeof result === 'string' && document.settings?.['expr'] !== undefined
      ? { ...only(document, ['key', 'label']), type: result }
      : only(document, ['key', 'label', 'type', 'settings'])
  }
  const [first] = shown
  return { key, label: '', title: first?.key ?? target.document.title, fields: shown.map(plain) }
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
      [...Object.keys(set), ...when.changed].every((path) => given.known.has(path)) &&
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
  if (node.type === 'html')
    return [{ ...node, html: clearedHtml(node.html, (one) => readsOnly(one, all.known)) }]
  // A site that is not let in would tell strangers of a page that they can't see.
  if (node.type === 'embed')
    return isOfSites(all.sites, node.url)
      ? [{ ...node, url: clearedText(node.url, (one) => readsOnly(one, all.known)) }]
      : []
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
  const isPlain = optionsFilter !== undefined && !all.picks.has(node.field)
  const kept = isPlain && readsOnly(optionsFilter, known) ? { optionsFilter } : {}
  return { ...rest, ...flags, ...kept }
}

/** A sub-table with its open columns. Their conditions speak of the row; what else they lean on is settled by the server. */
function trimmedTable(node: FormSubtableNode, all: Given): FormSubtableNode {
  const { known, tables, picks } = all
  const { columns, totals, canAdd, canDelete, ...rest } = only(node, tableParts)
  const table = tables.get(node.field)
  const open = table?.columns ?? new Set<string>()
  const row = { into: node.field, parentField: table?.parentField ?? '' }
  const inRow = knownPaths(new Set([...open, row.parentField]), picks, row)
  const kept = <T extends object>(from: T, among: Known): Partial<T> =>
    Object.fromEntries(
      Object.entries(from).filter(
        ([, condition]) => condition !== undefined && readsOnly(condition as Condition, among),
      ),
    ) as Partial<T>
  const shown = columns
    ?.filter(({ field }) => open.has(field))
    .map((column): FormColumn => {
      const { visible, readOnly, required, default: standard } = column
      const isPick = picks.has(`${node.field}.${column.field}`)
      const narrowed = isPick ? {} : only(column, ['optionsFilter'])
      return {
        ...only(column, columnParts),
        ...kept({ visible, readOnly, required, ...narrowed, default: standard }, inRow),
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
