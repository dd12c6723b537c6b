import type { LocalizedText } from '@mortise/errors'
import type { Kit } from '@mortise/kit'
import type { EntityDocument, FieldDocument, FormDocument, FormNode } from '@mortise/schema'
import { freshId, freshKey } from '../kit/keys.ts'
import type { Clip } from './clip.ts'
import { type FormDraft, rowsOf } from './draft.ts'
import { lastingConditions } from './lasting.ts'
import { type FieldNames, localModel, namer } from './rename.ts'
import { columnsOf, tableAt, tablePointer } from './subtable.ts'
import { insertNode, patchNode, placedFields, type Spot, spotOf } from './tree.ts'

/** What pasting is told of its surroundings. */
export type PasteContext = {
  readonly kit: Kit
  /** The entities there are. */
  readonly around: readonly EntityDocument[]
}

/** The draft after a paste, what was put on it, and how many conditions had to stay behind. */
export type Pasted = FormDraft & { readonly pointers: readonly string[]; readonly left: number }

type Plan = {
  /** Fields to make, as they are in the clip. */
  readonly copied: readonly FieldDocument[]
  readonly names: FieldNames
  readonly children: FieldNames
}

/**
 * Puts a clip on a form. Each field comes along as a field of its own, unless it belongs to this very entity and stands
 * nowhere on the form (it was cut, or copied from another form of the entity): then it is put back. Conditions and
 * formulas inside the clip mean the copies; what named fields that are not here is left out.
 */
export function pasteClip(draft: FormDraft, clip: Clip, spot: Spot, context: PasteContext): Pasted {
  return clip.nodes.length === 0
    ? pasteColumns(draft, clip, spot, context)
    : pasteNodes(draft, clip, besideTable(spot), context)
}

/** Parts of a form are no columns: where a column is chosen they go behind its table. */
function besideTable(spot: Spot): Spot {
  const table = tablePointer(spot.list)
  if (table === undefined) return spot
  const { list, index } = spotOf(table)
  return { list, index: index + 1 }
}

function planOf(draft: FormDraft, clip: Clip, { around }: PasteContext): Plan {
  const placed = placedFields(draft.form)
  const own = new Map(draft.entity.fields.map((field) => [field.id ?? field.key, field]))
  const names = new Map<string, string>()
  const copied: FieldDocument[] = []
  const keys = new Set(draft.entity.fields.map(({ key }) => key))
  for (const field of clip.entity.fields) {
    const here = clip.entity.key === draft.entity.key ? own.get(field.id ?? field.key) : undefined
    if (here !== undefined && !placed.has(here.key)) {
      names.set(field.key, here.key)
      continue
    }
    const key = freshKey(field.key, keys, 'field')
    keys.add(key)
    names.set(field.key, key)
    copied.push(field)
  }
  const used = new Set([...around.map(({ key }) => key), draft.entity.key, ...Object.keys(draft.children)])
  const children = new Map<string, string>()
  for (const { target } of copied.flatMap((field) => rowsOf(field) ?? [])) {
    if (clip.children[target] === undefined) continue
    const key = freshKey(target, used, 'rows')
    used.add(key)
    children.set(target, key)
  }
  return { copied, names, children }
}

function pasteNodes(draft: FormDraft, clip: Clip, spot: Spot, context: PasteContext): Pasted {
  const plan = planOf(draft, clip, context)
  const source = sourceOf(clip)
  const named = namer(source, { kit: context.kit, entity: clip.entity.key, names: plan.names })
  const grown = withFields(draft, clip, {
    plan,
    fields: (named('entity', { ...clip.entity, fields: plan.copied }) as EntityDocument).fields,
  })
  const renamed = (named('form', source.form) as FormDocument).nodes
  const scope = localModel(grown, context.kit, context.around).entity(draft.entity.key)?.scope
  const foreign = clip.entity.key !== draft.entity.key && scope !== undefined
  const kept = foreign ? lastingConditions(renamed, scope) : { nodes: renamed, left: 0 }
  const placed = placedFields(draft.form)
  const known = new Set(plan.names.values())
  const nodes = kept.nodes.flatMap((node) => freshNode(node, (key) => known.has(key) || !placed.has(key)))
  const form = nodes.reduce(
    (now, node, at) => insertNode(now, { list: spot.list, index: spot.index + at }, node),
    draft.form,
  )
  const pointers = nodes.map((_, at) => `${spot.list}/${spot.index + at}`)
  return { ...grown, form, pointers, left: kept.left }
}

/** The draft with the fields a clip brings, and the entities of their rows. */
function withFields(
  draft: FormDraft,
  clip: Clip,
  { plan, fields }: { readonly plan: Plan; readonly fields: readonly FieldDocument[] },
): FormDraft {
  if (fields.length === 0) return draft
  const wholeNames = new Set(draft.entity.fields.map(({ label }) => JSON.stringify(label)))
  const copies = fields.map((field) => copyOfField(field, plan, wholeNames))
  const children = [...plan.children].map(([from, to]) =>
    copyOfChild(clip, { from, to, parent: draft.entity }),
  )
  return {
    ...draft,
    entity: { ...draft.entity, fields: [...draft.entity.fields, ...copies] },
    children: { ...draft.children, ...Object.fromEntries(children.map((child) => [child.key, child])) },
  }
}

function sourceOf(clip: Clip): FormDraft {
  const form = { key: 'clip', entity: clip.entity.key, purpose: 'edit', nodes: clip.nodes } as const
  return { entity: clip.entity, form, children: clip.children }
}

/** A copy is called like the original; a 2 behind it where both stand in one entity. */
function secondName(label: LocalizedText): LocalizedText {
  if (typeof label === 'string') return `${label} 2`
  return Object.fromEntries(
    Object.entries(label).map(([locale, text]) => [locale, `${text} 2`]),
  ) as LocalizedText
}

function copyOfField(field: FieldDocument, plan: Plan, wholeNames: ReadonlySet<string>): FieldDocument {
  const target = rowsOf(field)?.target
  const moved = target === undefined ? undefined : plan.children.get(target)
  return {
    ...field,
    id: freshId('f'),
    label: wholeNames.has(JSON.stringify(field.label)) ? secondName(field.label) : field.label,
    ...(moved === undefined ? {} : { settings: { ...field.settings, target: moved } }),
  }
}

/** The rows' entity of a copied sub-table, with its way back to the record it now belongs to. */
function copyOfChild(
  clip: Clip,
  { from, to, parent }: { readonly from: string; readonly to: string; readonly parent: EntityDocument },
): EntityDocument {
  const child = clip.children[from]
  if (child === undefined) throw new Error(`clip has no ${from}`)
  const back = clip.entity.fields.map(rowsOf).find((one) => one?.target === from)?.parentField
  const fields = child.fields.map((field): FieldDocument => {
    const own = { ...field, id: freshId('f') }
    return field.key === back
      ? { ...own, label: parent.label, settings: { ...field.settings, target: parent.key } }
      : own
  })
  return { ...child, id: freshId('e'), key: to, fields }
}

/** A node with ids of its own; without fields that can't be here twice. */
function freshNode(node: FormNode, mayStand: (field: string) => boolean): readonly FormNode[] {
  if ('field' in node && node.type !== 'related_list' && !mayStand(node.field)) return []
  const inner = (nodes: readonly FormNode[]): readonly FormNode[] =>
    nodes.flatMap((one) => freshNode(one, mayStand))
  const own = { ...node, id: freshId('n') }
  if ('tabs' in own)
    return [{ ...own, tabs: own.tabs.map((tab) => ({ ...tab, id: freshId('n'), nodes: inner(tab.nodes) })) }]
  if ('steps' in own)
    return [
      { ...own, steps: own.steps.map((step) => ({ ...step, id: freshId('n'), nodes: inner(step.nodes) })) },
    ]
  return ['nodes' in own ? { ...own, nodes: inner(own.nodes) } : own]
}

function pasteColumns(draft: FormDraft, clip: Clip, spot: Spot, { kit }: PasteContext): Pasted {
  const nothing = { ...draft, pointers: [], left: 0 }
  const table = tableAt(draft, tablePointer(spot.list) ?? spot.list)
  if (table === undefined) return nothing
  const keys = new Set(table.child.fields.map(({ key }) => key))
  const names = new Map<string, string>()
  for (const { key } of clip.entity.fields) {
    const free = freshKey(key, keys, 'field')
    keys.add(free)
    names.set(key, free)
  }
  const form = {
    key: 'clip',
    entity: clip.entity.key,
    purpose: 'edit',
    nodes: clip.columns.map((column) => ({ ...column, type: 'field' as const })),
  } as const
  const source = { entity: clip.entity, form, children: {} }
  const named = namer(source, { kit, entity: clip.entity.key, names })
  const wholeNames = new Set(table.child.fields.map(({ label }) => JSON.stringify(label)))
  const fields = (named('entity', clip.entity) as EntityDocument).fields.map((field) => ({
    ...field,
    id: freshId('f'),
    label: wholeNames.has(JSON.stringify(field.label)) ? secondName(field.label) : field.label,
  }))
  const columns = (named('form', form) as FormDocument).nodes.flatMap((node) => {
    const { type: _, ...column } = node as Extract<FormNode, { type: 'field' }>
    return names.size === 0 ? [] : [column]
  })
  const index = tablePointer(spot.list) === undefined ? columnsOf(table).length : spot.index
  const child = { ...table.child, fields: [...table.child.fields, ...fields] }
  return {
    entity: draft.entity,
    form: patchNode(draft.form, table.pointer, { columns: columnsOf(table).toSpliced(index, 0, ...columns) }),
    children: { ...draft.children, [child.key]: child },
    pointers: columns.map((_, at) => `${table.pointer}/columns/${index + at}`),
    left: 0,
  }
}
