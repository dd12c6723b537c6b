import type {
  Condition,
  EntityModel,
  ExtensionList,
  FormCodeNode,
  FormDocument,
  FormEmbedNode,
  FormFieldNode,
  FormHtmlNode,
  FormNode,
  FormPickNode,
  FormQueryNode,
  FormSubtableNode,
} from '@mortise/schema'
import type { FieldType } from '@mortise/fields'

/** A field or sub-table where it stands in the tree, with the conditions around it. */
export type Placement = {
  readonly node: FormFieldNode | FormSubtableNode
  readonly pointer: string
  readonly conditions: readonly PlacedCondition[]
  /** Tabs, steps and other parts around it, the outermost first. */
  readonly within: readonly string[]
}

/** A code, text with tags, embedded page, pick or query where it stands in the tree. */
export type PlacedNode = {
  readonly node: FormCodeNode | FormHtmlNode | FormEmbedNode | FormPickNode | FormQueryNode
  readonly pointer: string
}

/** A condition with where it stands in the form document, as a JSON pointer. */
export type PlacedCondition = { readonly condition: Condition; readonly pointer: string }

/** A node of the tree that has a condition of its own. */
export type LayoutNode = { readonly key: string; readonly conditions: readonly PlacedCondition[] }

type Part = { readonly id?: string; readonly visible?: Condition; readonly nodes: readonly FormNode[] }
type Walk = { readonly placements: Placement[]; readonly nodes: LayoutNode[]; readonly others: PlacedNode[] }

/** The key under which a node's visibility stands in a state. */
export function nodeKey(node: { readonly id?: string }, pointer: string): string {
  return node.id ?? pointer
}

/** Finds every field of a form tree, every code, pick and query, and every node with a condition. */
export function walkForm(form: FormDocument): {
  readonly placements: readonly Placement[]
  readonly nodes: readonly LayoutNode[]
  readonly others: readonly PlacedNode[]
} {
  const walk: Walk = { placements: [], nodes: [], others: [] }
  visitAll(form.nodes, { pointer: '/nodes', conditions: [], within: [] }, walk)
  return walk
}

type At = {
  readonly pointer: string
  readonly conditions: readonly PlacedCondition[]
  readonly within: readonly string[]
}

function visitAll(nodes: readonly FormNode[], at: At, walk: Walk): void {
  for (const [index, node] of nodes.entries()) visit(node, { ...at, pointer: `${at.pointer}/${index}` }, walk)
}

const others: ReadonlySet<FormNode['type']> = new Set(['code', 'html', 'embed', 'pick', 'query'])

const isOther = (node: FormNode): node is PlacedNode['node'] => others.has(node.type)

function visit(node: FormNode, at: At, walk: Walk): void {
  const inner = under(node, at, walk)
  if ('field' in node && (node.type === 'field' || node.type === 'subtable')) {
    walk.placements.push({ node, ...inner })
    return
  }
  if (isOther(node)) walk.others.push({ node, pointer: inner.pointer })
  for (const [name, parts] of partsOf(node)) {
    for (const [index, part] of parts.entries()) {
      const place = name === '' ? inner.pointer : `${inner.pointer}/${name}/${index}`
      const deeper = name === '' ? inner : under(part, { ...inner, pointer: place }, walk)
      const within = [...at.within, nodeKey(part, place)]
      visitAll(part.nodes, { ...deeper, within, pointer: `${place}/nodes` }, walk)
    }
  }
}

function under(node: { readonly id?: string; readonly visible?: Condition }, at: At, walk: Walk): At {
  if (node.visible === undefined) return at
  const own = { condition: node.visible, pointer: `${at.pointer}/visible` }
  walk.nodes.push({ key: nodeKey(node, at.pointer), conditions: [own] })
  return { ...at, conditions: [...at.conditions, own] }
}

// Containers are told by what they hold, so that a new kind of container needs nothing here but its own `nodes`.
function partsOf(node: FormNode): readonly (readonly [string, readonly Part[]])[] {
  if ('tabs' in node) return [['tabs', node.tabs]]
  if ('steps' in node) return [['steps', node.steps]]
  return 'nodes' in node ? [['', [node]]] : []
}

/**
 * A form for an entity that has none: its own fields in two columns, wide types over both, sub-tables below, and
 * nothing that nobody can fill in.
 */
export function defaultForm(entity: EntityModel, fields: ExtensionList<FieldType>): FormDocument {
  const own = entity.fields.filter(({ system }) => !system)
  const isTable = (type: string, document: FormFieldOf): boolean =>
    fields.find(type)?.parentField?.(document) !== undefined
  const simple = own.filter(({ type, document }) => !isTable(type, document))
  const tables = own.filter(({ type, document }) => isTable(type, document))
  const nodes = simple.map(({ key, type }): FormNode => {
    const wide = fields.find(type)?.groupable === false && fields.find(type)?.aggregates.length === 1
    return { type: 'field', field: key, span: wide ? 12 : 6, mobileSpan: 12 }
  })
  return {
    key: 'default',
    entity: entity.key,
    purpose: 'edit',
    nodes: [
      { type: 'section', columns: 12, nodes },
      ...tables.map(({ key }): FormNode => ({ type: 'subtable', field: key, view: 'grid' })),
    ],
  }
}

type FormFieldOf = EntityModel['fields'][number]['document']
