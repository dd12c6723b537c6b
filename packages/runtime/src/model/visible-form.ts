import type { Expression } from '@mortise/expressions'
import { clearedHtml, clearedText } from '@mortise/forms'
import type {
  EntityModel,
  FormChange,
  FormDataLink,
  FormDocument,
  FormFill,
  FormNode,
  FormTotal,
  Model,
  SortKey,
} from '@mortise/schema'
import { pathsRead } from '../context/needs.ts'
import type { Visibility } from './visible.ts'

/** A form's entity and what its reader may know. `entity` is that of the rows inside a sub-table. */
type Seen = {
  readonly entity: EntityModel
  readonly visible: Visibility
  readonly model: Pick<Model, 'entity'>
}

const conditions = ['visible', 'required', 'readOnly', 'canAdd', 'canDelete', 'default']

/** Conditions and the like of a node that read something hidden are left out: the server decides anyway. */
function cleared<T extends object>(value: T, seen: Seen): T {
  const kept = Object.entries(value).filter(
    ([key, one]) => !conditions.includes(key) || seen.visible.clear(seen.entity, one),
  )
  return Object.fromEntries(kept) as T
}

/** Whether a filter over another entity, with the record at hand as `record`, reads only what is known. */
function clearOver(filter: unknown, target: EntityModel | undefined, { entity, visible }: Seen): boolean {
  if (filter === undefined || target === undefined) return true
  const record = {
    key: 'record',
    label: 'record',
    type: { kind: 'id' as const, entity: entity.key },
    nullable: false,
    target: () => entity.scope,
  }
  const scope = {
    name: target.key,
    find: (key: string) => (key === 'record' ? record : target.scope.find(key)),
    keys: () => [...target.scope.keys(), 'record'],
  }
  return pathsRead(filter, scope).every((path) =>
    path.startsWith('record.')
      ? visible.path(entity, path.slice('record.'.length))
      : visible.path(target, path),
  )
}

function clearChoices<T extends object>(node: T, seen: Seen): T {
  if (!('optionsFilter' in node)) return node
  const key = 'field' in node ? String(node.field) : ''
  const type = seen.entity.scope.find(key)?.type
  const linked = type?.kind === 'id' ? seen.model.entity(type.entity) : undefined
  const filter = node.optionsFilter
  const clear =
    linked === undefined ? seen.visible.clear(seen.entity, filter) : clearOver(filter, linked, seen)
  if (clear) return node
  const { optionsFilter: _, ...rest } = node
  return rest as T
}

function visibleFill(
  fill: FormFill,
  sides: { readonly into: EntityModel; readonly from: EntityModel },
  visible: Visibility,
): FormFill {
  const { into, from } = sides
  const known = ([field, source]: readonly [string, string]): boolean =>
    visible.field(into.key, field) && visible.field(from.key, source)
  return Object.fromEntries(Object.entries(fill).filter(known))
}

function visibleSort(
  sort: readonly SortKey[] | undefined,
  target: EntityModel,
  visible: Visibility,
): { readonly sort?: readonly SortKey[] } {
  return sort === undefined ? {} : { sort: sort.filter(({ field }) => visible.path(target, field)) }
}

function visibleLinks(
  links: readonly FormDataLink[] | undefined,
  seen: Seen,
): { readonly dataLinks?: readonly FormDataLink[] } {
  if (links === undefined) return {}
  const { visible, model, entity } = seen
  const kept = links.flatMap((link) => {
    const from = model.entity(link.entity)
    if (from === undefined || !visible.entity(link.entity) || !clearOver(link.filter, from, seen)) return []
    const fill = visibleFill(link.fill, { into: entity, from }, visible)
    return [{ ...link, fill, ...visibleSort(link.sort, from, visible) }]
  })
  return { dataLinks: kept }
}

function visibleChanges(
  changes: readonly FormChange[] | undefined,
  { entity, visible }: Seen,
): { readonly onChange?: readonly FormChange[] } {
  if (changes === undefined) return {}
  return {
    onChange: changes.filter(
      ({ when, set }) =>
        [...when.changed, ...Object.keys(set)].every((key) => visible.path(entity, key)) &&
        visible.clear(entity, [when.condition ?? null, ...Object.values(set)]),
    ),
  }
}

function nodesOf(nodes: readonly FormNode[], seen: Seen): readonly FormNode[] {
  return nodes.flatMap((node) => {
    const found = visibleNode(node, seen)
    return found === undefined ? [] : [found]
  })
}

type Inner = { readonly nodes: readonly FormNode[] }

/** One node of a form, or nothing when it shows something hidden. Containers are told by what they hold, not by name. */
function visibleNode(node: FormNode, seen: Seen): FormNode | undefined {
  const { entity, visible } = seen
  const related = 'entity' in node ? node.entity : undefined
  if (related !== undefined && !visible.entity(related)) return undefined
  const field = 'field' in node ? node.field : undefined
  if (field !== undefined && !visible.field(related ?? entity.key, field)) return undefined
  if ('value' in node && !visible.clear(entity, node.value)) return undefined
  if ('filter' in node && !clearOver(node.filter, seen.model.entity(related ?? ''), seen)) return undefined
  const made: Record<string, unknown> = { ...cleared(clearChoices(node, seen), seen) }
  const isClear = (one: Expression): boolean => visible.clear(entity, one)
  if ('html' in node) made['html'] = clearedHtml(node.html, isClear)
  if ('url' in node) made['url'] = clearedText(node.url, isClear)
  for (const [key, value] of Object.entries(made)) {
    if (!Array.isArray(value)) continue
    if (key === 'nodes') made[key] = nodesOf(value as readonly FormNode[], seen)
    else if (value.some((one) => typeof one === 'object' && one !== null && 'nodes' in one))
      made[key] = (value as readonly Inner[]).map((one) => ({
        ...cleared(one, seen),
        nodes: nodesOf(one.nodes, seen),
      }))
  }
  return { ...made, ...visibleRows(node, seen), ...visibleOthers(node, seen) } as FormNode
}

/** What a sub-table says of its rows. */
function visibleRows(node: FormNode, seen: Seen): object {
  const rows = seen.model.entity(seen.entity.relation('field' in node ? node.field : '')?.target ?? '')
  if (node.type !== 'subtable' || rows === undefined) return {}
  const below: Seen = { ...seen, entity: rows }
  const known = (key: string): boolean => seen.visible.field(rows.key, key)
  const { columns, totals } = node
  return {
    ...(columns === undefined
      ? {}
      : {
          columns: columns
            .filter((one) => known(one.field))
            .map((one) => cleared(clearChoices(one, below), below)),
        }),
    ...(totals === undefined ? {} : { totals: totals.filter((one) => known(totalField(one))) }),
    ...visibleChanges(node.onChange, below),
    ...visibleLinks(node.dataLinks, below),
  }
}

const totalField = (total: FormTotal): string => (typeof total === 'string' ? total : total.field)

/** What a list, a pick or a query shows and takes of another entity. */
function visibleOthers(node: FormNode, { entity, visible, model }: Seen): object {
  const from = 'entity' in node ? model.entity(node.entity) : undefined
  if (from === undefined || !('entity' in node)) return {}
  const columns = node.columns?.filter((one) => visible.path(from, one))
  const into = 'into' in node ? model.entity(entity.relation(node.into ?? '')?.target ?? '') : undefined
  return {
    ...(columns === undefined ? {} : { columns }),
    ...('sort' in node ? visibleSort(node.sort, from, visible) : {}),
    ...('fill' in node ? { fill: visibleFill(node.fill, { into: into ?? entity, from }, visible) } : {}),
  }
}

/** A form without what its reader may not know. */
export function visibleForm(form: FormDocument, seen: Seen): FormDocument {
  const { entity, visible } = seen
  const checks = form.checks?.filter(
    (one) =>
      visible.clear(entity, [one.when, one.message]) &&
      (one.fields ?? []).every((key) => visible.field(entity.key, key)),
  )
  return {
    ...form,
    nodes: nodesOf(form.nodes, seen),
    ...visibleChanges(form.onChange, seen),
    ...visibleLinks(form.dataLinks, seen),
    ...(checks === undefined ? {} : { checks }),
  }
}
