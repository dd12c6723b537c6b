import { entityBeside } from './entities.ts'
import { filterOver } from './record-scopes.ts'
import type { Slot, SlotHolds } from './types.ts'

/** Slots inside pieces that stand in several documents and settings, by what the piece is. */
export const pieceSlots: { readonly [K in SlotHolds]?: readonly Slot[] } = {
  fields: [{ at: '*', holds: 'field' }],
  paths: [{ at: '*', holds: 'path' }],
  field_map: [{ at: '*', holds: 'field' }],
  actions: [{ at: '*', holds: 'action' }],
  blocks: [{ at: '*', holds: 'block' }],
  people: [
    { at: '', holds: 'person', only: (place) => typeof place.value === 'string' },
    { at: '*', holds: 'person' },
  ],
  values: [
    { at: '~', holds: 'field' },
    { at: '*', holds: 'value', of: (_, context) => context.home },
  ],
  map: [{ at: '*', holds: 'value', of: (_, context) => context.home }],
  steps: [{ at: '*', holds: 'step' }],
  step: [
    { at: 'entity', holds: 'entity' },
    { at: 'when', holds: 'condition' },
    { at: 'values', holds: 'values', of: entityBeside },
    { at: 'matchFirst', holds: 'condition', of: entityBeside, ...filterOver },
  ],
  block: [{ at: 'visible', holds: 'condition', of: (_, context) => context.home }],
  approval: [
    { at: 'assignees', holds: 'assignees' },
    { at: 'fields/~', holds: 'path' },
    { at: 'dedupeWatch/*', holds: 'field' },
    { at: 'passWhen', holds: 'condition' },
    { at: 'rejectWhen', holds: 'condition' },
    { at: 'timeouts/*/calendar', holds: 'calendar' },
    { at: 'timeouts/*/to', holds: 'assignee' },
    { at: 'onEmpty/user', holds: 'person' },
    { at: 'weights/~', holds: 'person' },
  ],
  assignees: [{ at: '*', holds: 'assignee' }],
  field_rights: [{ at: '~', holds: 'path' }],
  assignee: [
    { at: 'role', holds: 'role' },
    { at: 'user', holds: 'person' },
    { at: 'of', holds: 'person' },
    { at: 'field', holds: 'link_field' },
    { at: 'expr', holds: 'expression' },
    { at: 'range', holds: 'assignees' },
  ],
}
