import type { Scope } from '@mortise/expressions'
import { own } from '../pointer.ts'
import { joinScope } from './join-scope.ts'
import { slot } from './make.ts'
import type { Place, Slot, SlotContext } from './types.ts'

type Scoped = Pick<Slot, 'scope' | 'inDatabase'>

const within = (scope: (place: Place, context: SlotContext) => Scope | undefined): Scoped => ({
  scope,
  inDatabase: (place, context) => scope(place, context) !== undefined,
})

/** On the records that hold targets. */
const onTarget = within(({ trail }, { model }) => {
  const entity = own(trail.at(-1), 'entity')
  return typeof entity === 'string' ? model.entity(entity)?.scope : undefined
})

/** On the orders of a customer. */
const onOrder = within(({ trail }, { model, home }) => {
  const path = own(trail.at(-1), 'orders')
  return typeof path === 'string' && home !== undefined ? joinScope(model, home, { path }) : undefined
})

/** Where kinds of reports hold expressions and references. */
export const reportKindSlots: readonly Slot[] = [
  slot('leaderboard/who', 'expression'),
  slot('leaderboard/value/expr', 'expression'),
  slot('leaderboard/value/filter', 'condition'),
  slot('leaderboard/date', 'expression'),
  slot('leaderboard/target/entity', 'entity'),
  slot('leaderboard/target/who', 'expression', onTarget),
  slot('leaderboard/target/date', 'expression', onTarget),
  slot('leaderboard/target/value', 'expression', onTarget),
  slot('leaderboard/target/where', 'condition', onTarget),
  slot('cohort/who', 'field'),
  slot('cohort/date', 'field'),
  slot('cohort/value', 'expression'),
  slot('rfm/orders', 'path', { of: (_, { home }) => home }),
  slot('rfm/date', 'expression', onOrder),
  slot('rfm/amount', 'expression', onOrder),
  slot('rfm/where', 'condition', onOrder),
  slot('completeness/fields/*', 'path'),
  slot('completeness/by', 'expression'),
]
