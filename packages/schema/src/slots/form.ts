import { entityBeside, targetAbove, targetOf, textAbove } from './entities.ts'
import { checks, inNode, inNodeAbove, slot } from './make.ts'
import { choices, columnChoices, filterOver, filterOverForRow } from './record-scopes.ts'
import type { Place, Slot, SlotContext } from './types.ts'

/** Columns of a sub-table speak of its rows: the node is two objects (and a list) further out. */
const rowsOfNode = targetAbove(3)
const otherEntity: Pick<Slot, 'of'> = { of: (place) => textAbove(place, 2, 'entity') }

/** Entity in which a public pick's link field is placed: the form's, or that of the rows. */
function pickedIn(level: number): (place: Place, context: SlotContext) => string | undefined {
  return (place, context) => {
    const into = textAbove(place, level, 'into')
    return into === undefined ? context.home : targetOf(context.model, context.home, into)
  }
}

/** Entity whose records a public pick offers. */
function offeredAt(level: number): (place: Place, context: SlotContext) => string | undefined {
  return (place, context) =>
    targetOf(context.model, pickedIn(level)(place, context), textAbove(place, level, 'field'))
}

/** A plain value stands under the key of its field. */
const underKey = (place: Place): string => String(place.parts.at(-1))

const fieldNodes: readonly Slot[] = [
  slot('nodes/**/field', 'field', inNode('field', 'subtable')),
  slot('nodes/**/visible', 'condition', { only: (place) => textAbove(place, 1, 'type') !== undefined }),
  slot('nodes/**/tabs/*/visible', 'condition'),
  slot('nodes/**/steps/*/visible', 'condition'),
  slot('nodes/**/required', 'condition', inNode('field', 'subtable')),
  slot('nodes/**/readOnly', 'condition', inNode('field', 'subtable')),
  slot('nodes/**/optionsFilter', 'condition', { ...inNode('field'), ...choices }),
]

const subtableNodes: readonly Slot[] = [
  slot('nodes/**/canAdd', 'condition', inNode('subtable')),
  slot('nodes/**/canDelete', 'condition', inNode('subtable')),
  slot('nodes/**/columns/*/field', 'field', { of: rowsOfNode }),
  slot('nodes/**/columns/*/readOnly', 'condition', { of: rowsOfNode }),
  slot('nodes/**/columns/*/visible', 'condition', { of: rowsOfNode }),
  slot('nodes/**/columns/*/required', 'condition', { of: rowsOfNode }),
  slot('nodes/**/columns/*/optionsFilter', 'condition', columnChoices),
  slot('nodes/**/columns/*/default', 'expression', {
    of: rowsOfNode,
    choice: (place) => textAbove(place, 1, 'field'),
  }),
  slot('nodes/**/totals/*', 'field', {
    of: targetAbove(2),
    only: (place) => typeof place.value === 'string',
  }),
  slot('nodes/**/totals/*/field', 'field', { of: rowsOfNode }),
  slot('nodes/**/onChange/*/when/changed/*', 'field', { of: targetAbove(5) }),
  slot('nodes/**/onChange/*/when/condition', 'condition', { of: targetAbove(4) }),
  slot('nodes/**/onChange/*/set/~', 'field', { of: targetAbove(4) }),
  slot('nodes/**/onChange/*/set/*', 'expression', { of: targetAbove(4), choice: underKey }),
  slot('nodes/**/dataLinks/*/entity', 'entity'),
  slot('nodes/**/dataLinks/*/filter', 'condition', filterOverForRow),
  slot('nodes/**/dataLinks/*/sort/*/field', 'path', { of: (place) => textAbove(place, 3, 'entity') }),
  slot('nodes/**/dataLinks/*/fill/~', 'field', { of: targetAbove(4) }),
  slot('nodes/**/dataLinks/*/fill/*', 'field', otherEntity),
]

/** What a pick fills: fields of the rows it adds, or of the record itself. */
function filledEntity(place: Place, context: SlotContext): string | undefined {
  const into = textAbove(place, 2, 'into')
  return into === undefined ? context.home : targetOf(context.model, context.home, into)
}

const otherNodes: readonly Slot[] = [
  slot('nodes/**/entity', 'entity', inNode('related_list', 'pick', 'query')),
  slot('nodes/**/field', 'field', { ...inNode('related_list'), of: entityBeside }),
  slot('nodes/**/columns/*', 'path', { ...otherEntity, ...inNodeAbove(2, 'related_list', 'pick', 'query') }),
  slot('nodes/**/filter', 'condition', { ...inNode('pick', 'query'), ...filterOver }),
  slot('nodes/**/sort/*/field', 'path', {
    ...inNodeAbove(3, 'pick', 'query'),
    of: (place) => textAbove(place, 3, 'entity'),
  }),
  slot('nodes/**/html', 'template', inNode('html')),
  slot('nodes/**/url', 'template', inNode('embed')),
  slot('nodes/**/into', 'field', inNode('pick')),
  slot('nodes/**/fill/~', 'field', { ...inNodeAbove(2, 'pick'), of: filledEntity }),
  slot('nodes/**/fill/*', 'field', { ...inNodeAbove(2, 'pick'), ...otherEntity }),
  slot('nodes/**/value', 'expression', inNode('code')),
  slot('nodes/**/rule', 'rule', inNode('button')),
]

/** Where forms hold expressions and references. */
export const formSlots: readonly Slot[] = [
  slot('entity', 'entity'),
  ...fieldNodes,
  ...subtableNodes,
  ...otherNodes,
  slot('onChange/*/when/changed/*', 'path'),
  slot('onChange/*/when/condition', 'condition'),
  slot('onChange/*/set/~', 'field'),
  slot('onChange/*/set/*', 'expression', { choice: underKey }),
  slot('public/prefill/*', 'field'),
  slot('public/picks/*/field', 'field', { of: pickedIn(1) }),
  slot('public/picks/*/into', 'field'),
  slot('public/picks/*/show/*', 'field', { of: offeredAt(2) }),
  slot('public/picks/*/filter', 'condition', { of: offeredAt(1), inDatabase: () => true }),
  slot('public/source/*', 'field'),
  slot('public/once/field', 'field'),
  slot('public/progress/fields/*', 'field'),
  slot('dataLinks/*/entity', 'entity'),
  slot('dataLinks/*/filter', 'condition', filterOver),
  slot('dataLinks/*/sort/*/field', 'path', { of: (place) => textAbove(place, 3, 'entity') }),
  slot('dataLinks/*/fill/~', 'field'),
  slot('dataLinks/*/fill/*', 'field', otherEntity),
  ...checks,
]
