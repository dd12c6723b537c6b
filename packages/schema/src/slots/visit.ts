import type { DocumentKind } from '../documents/kinds.ts'
import type { FieldDocument } from '../documents/entity.ts'
import { type RowSettings, holdsOf, ofSetting, rowSettings } from '../extension/holds.ts'
import type { SchemaExtensions } from '../json-schemas/extensions.ts'
import type { Model } from '../model/model.ts'
import { isObject, own } from '../pointer.ts'
import { documentSlots, homeOf } from './documents.ts'
import { targetOf } from './entities.ts'
import { overEntity } from './record-scopes.ts'
import { pieceSlots } from './pieces.ts'
import type { Place, Slot, SlotContext, SlotHolds, Visit } from './types.ts'
import { fieldsOfResult, resultAt } from './results.ts'
import { follow, placesAt, type Way, wayOf } from './walk.ts'

/** Places that hold an extension: which list it is of, and where its settings stand. */
const extensionPlaces: {
  readonly [K in SlotHolds]?: { readonly list: keyof SchemaExtensions; readonly nested: boolean }
} = {
  field_type: { list: 'fields', nested: true },
  node: { list: 'nodes', nested: false },
  action: { list: 'actions', nested: false },
  block: { list: 'blocks', nested: false },
  chart: { list: 'charts', nested: true },
}

function contextOf(slot: Slot, place: Place, context: SlotContext): SlotContext {
  const of = slot.of === undefined ? context.of : slot.of(place, context)
  // An expression runs on rows of the entity its slot names, so that entity becomes the record at hand.
  const runs = slot.holds === 'condition' || slot.holds === 'expression' || slot.holds === 'value'
  const home = runs && slot.of !== undefined ? of : context.home
  const into = slot.holds === 'value' ? context.of : context.into
  const choice = slot.choice?.(place)
  const { model, kind } = context
  const inDatabase = slot.inDatabase?.(place, context)
  // Written out: this is made for every place of every document.
  const scope = slot.scope === undefined ? context.scope : slot.scope(place, context)
  return { model, kind, home, of, scope, into, inDatabase, choice }
}

const ways = new WeakMap<readonly Slot[], Way>()

function wayThrough(slots: readonly Slot[]): Way {
  let way = ways.get(slots)
  if (way === undefined) ways.set(slots, (way = wayOf(slots.map(({ at }) => at))))
  return way
}

function visitSlots(slots: readonly Slot[], start: Place, around: Around): readonly Visit[] {
  const found: (readonly Visit[])[] = []
  follow(wayThrough(slots), [start], (at, places) => {
    const slot = slots[at]
    if (slot !== undefined) found[at] = visitSlot(slot, places, around)
  })
  // In the order of the slots; those that match nothing have left a hole.
  return found.flat()
}

function visitSlot(slot: Slot, places: readonly Place[], around: Around): readonly Visit[] {
  const named = around.named === true || slot.named === true
  const { implied } = slot
  if (implied !== undefined) {
    const { implied: _, ...written } = slot
    return visitSlot(written, places.flatMap(implied), { ...around, implicit: true })
  }
  return places.flatMap((place) => {
    if (!(slot.only?.(place) ?? true)) return []
    const context = contextOf(slot, place, around.context)
    const contexts = slot.isResult === true ? resultContexts(place, { ...around, context }) : [context]
    return contexts.flatMap((one) => visitPlace(slot.holds, place, { ...around, context: one, named }))
  })
}

/** What a result of a decision table means in each of the fields that it is written into. */
function resultContexts(place: Place, { context, extensions }: Around): readonly SlotContext[] {
  const at = resultAt(place)
  if (at === undefined) return [context]
  const { model } = context
  const fields = fieldsOfResult(model, at, (kind, document) =>
    visitDocument(model, extensions, { kind, document }),
  )
  if (fields.length === 0) return [context]
  return fields.map(({ entity, field }) => ({ ...context, of: entity, choice: field }))
}

type Around = {
  readonly context: SlotContext
  readonly extensions: SchemaExtensions
  readonly implicit?: boolean
  readonly named?: boolean
}

const none: readonly Visit[] = []

function visitPlace(holds: SlotHolds, place: Place, around: Around): readonly Visit[] {
  const visit: Visit = {
    holds,
    value: place.value,
    parts: place.parts,
    parent: place.trail.at(-1),
    trail: place.trail,
    isKey: place.isKey === true,
    implicit: around.implicit === true,
    named: around.named === true,
    context: around.context,
  }
  const pieces = pieceSlots[holds]
  const inner = pieces === undefined ? none : visitSlots(pieces, place, around)
  const settings = visitSettings(holds, place, around)
  return inner.length === 0 && settings.length === 0 ? [visit] : [visit, ...inner, ...settings]
}

/** Settings with their values; rows of a list stand inside the settings around them. */
type Layer = { readonly settings: readonly FieldDocument[]; readonly place: Place }

/**
 * Entity a setting speaks of: named by another setting directly, or as a link or relation of the record at hand.
 * Undefined where no such setting is, then the record at hand is meant.
 */
function leaderEntity(
  setting: FieldDocument,
  layers: readonly Layer[],
  context: SlotContext,
): { readonly entity: string | undefined } | undefined {
  const of = ofSetting(setting)
  for (const layer of [...layers].reverse()) {
    const leader = layer.settings.find((one) => one.key === of)
    if (leader === undefined) continue
    const value = own(layer.place.value, leader.key) ?? leader.default
    if (typeof value !== 'string') return { entity: context.home }
    const direct = holdsOf(leader) === 'entity'
    return { entity: direct ? value : targetOf(context.model, context.home, value) }
  }
  return undefined
}

/** Rows of a list inside settings; a row written as a bare name is what its first field holds. */
function visitRows(
  rows: RowSettings,
  place: Place,
  given: { readonly layers: readonly Layer[]; readonly around: Around },
): readonly Visit[] {
  const { layers, around } = given
  return placesAt(place, rows.single ? '' : '*').flatMap((row) => {
    const inside: Layer = { settings: rows.fields, place: row }
    if (isObject(row.value)) return visitLayer([...layers, inside], around)
    return rows.short === undefined ? [] : visitHeld(rows.short, row, { layers: [...layers, inside], around })
  })
}

/** Field that a single value is written into: named beside it, or by the default of what stands there. */
function fieldInto(setting: FieldDocument, layers: readonly Layer[]): string | undefined {
  const [key = '', name = ''] = String(setting.settings?.['into'] ?? '').split('.')
  const layer = layers.at(-1)
  const beside = layer?.settings.find((one) => one.key === key)
  const found = own(own(layer?.place.value, key), name) ?? own(beside?.default, name)
  return typeof found === 'string' ? found : undefined
}

/** Names of a filter over other records in which the one at hand stands as `record`; else those of the entity alone. */
function overRecords(
  setting: FieldDocument,
  target: string | undefined,
  context: SlotContext,
): SlotContext['scope'] {
  return setting.settings?.['beside'] === true ? overEntity(context.model, target, context.home) : undefined
}

/** What runs on rows of the entity that the setting beside it names. */
const runsOn: ReadonlySet<SlotHolds> = new Set(['condition', 'expression', 'action', 'actions'])

/** What one setting holds at its place. */
function visitHeld(
  setting: FieldDocument,
  place: Place,
  given: { readonly layers: readonly Layer[]; readonly around: Around },
): readonly Visit[] {
  const { layers, around } = given
  const holds = holdsOf(setting)
  if (holds === undefined) return []
  const leader = leaderEntity(setting, layers, around.context)
  const moves = leader !== undefined && runsOn.has(holds)
  const context: SlotContext = {
    ...around.context,
    of: leader === undefined ? around.context.of : leader.entity,
    home: moves ? leader.entity : around.context.home,
    scope: moves ? overRecords(setting, leader.entity, around.context) : around.context.scope,
    ...(moves && setting.settings?.['beside'] === true ? { inDatabase: true } : {}),
    ...(holds === 'value' ? { into: leader?.entity, choice: fieldInto(setting, layers) } : {}),
  }
  return visitPlace(holds, place, { ...around, context })
}

function visitSetting(setting: FieldDocument, layers: readonly Layer[], around: Around): readonly Visit[] {
  const start = layers.at(-1)?.place
  if (start === undefined) return []
  const rows = rowSettings(setting)
  const places = placesAt(start, setting.key)
  const byName = resultsByName(setting, start, around.context.model)
  if (byName !== undefined) return visitPlace('results', byName, { ...around, implicit: true })
  if (places.length === 0) return visitDefault(setting, start, { layers, around })
  return places.flatMap((place) => [
    ...visitHeld(setting, place, { layers, around }),
    ...(rows === undefined ? [] : visitRows(rows, place, { layers, around })),
  ])
}

/**
 * A default may name something that nobody wrote down: leaned on all the same, and a rename has to write it out. An
 * entry of a default map counts where the setting of its name is given, since only then it is read.
 */
function visitDefault(
  setting: FieldDocument,
  start: Place,
  given: { readonly layers: readonly Layer[]; readonly around: Around },
): readonly Visit[] {
  if (setting.default === undefined || setting.default === null) return []
  const value = isObject(setting.default)
    ? Object.fromEntries(
        Object.entries(setting.default).filter(([name]) => own(start.value, name) !== undefined),
      )
    : setting.default
  return visitHeld(setting, unwritten(start, setting.key, value), {
    ...given,
    around: { ...given.around, implicit: true },
  })
}

/** A setting that nobody wrote, with what it comes to. */
function unwritten({ value: around, parts, trail }: Place, key: string, value: unknown): Place {
  return { value, parts: [...parts, key], trail: [...trail, around] }
}

/** What a map of a table's results into fields comes to where it says nothing and each goes by its name. */
function resultsByName(setting: FieldDocument, start: Place, model: Model): Place | undefined {
  const { results, byName } = setting.settings ?? {}
  if (byName !== true || typeof results !== 'string') return undefined
  const [table, given] = [own(start.value, results), own(start.value, setting.key)]
  if (typeof table !== 'string' || (isObject(given) && Object.keys(given).length > 0)) return undefined
  const outputs = model.document('table', table)?.outputs ?? []
  return unwritten(start, setting.key, Object.fromEntries(outputs.map(({ key }) => [key, key])))
}

function visitLayer(layers: readonly Layer[], around: Around): readonly Visit[] {
  return (layers.at(-1)?.settings ?? []).flatMap((setting) => visitSetting(setting, layers, around))
}

/** Settings of an extension hold what its own field metadata says. */
function visitSettings(holds: SlotHolds, place: Place, around: Around): readonly Visit[] {
  const where = extensionPlaces[holds]
  if (where === undefined) return none
  // The same place holds the blocks of mails in a mail.
  const list = where.list === 'blocks' && around.context.kind === 'mail' ? 'mailBlocks' : where.list
  const head = around.extensions[list].find((one) => one.type === own(place.value, 'type'))
  const start = where.nested ? placesAt(place, 'settings')[0] : place
  if (head === undefined || start === undefined || !isObject(start.value)) return []
  return visitLayer([{ settings: head.settings, place: start }], around)
}

/** Every filled slot of a document, those inside settings of known extensions included. */
export function visitDocument(
  model: Model,
  extensions: SchemaExtensions,
  given: { readonly kind: DocumentKind; readonly document: object },
): readonly Visit[] {
  const home = homeOf(given.kind, given.document)
  const context: SlotContext = { model, kind: given.kind, home, of: home }
  const root: Place = { value: given.document, parts: [], trail: [] }
  return visitSlots(documentSlots[given.kind], root, { context, extensions })
}
