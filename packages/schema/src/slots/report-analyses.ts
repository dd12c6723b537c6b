import type { Scope } from '@mortise/expressions'
import { own } from '../pointer.ts'
import { joinScope } from './join-scope.ts'
import { slot } from './make.ts'
import type { Place, Slot, SlotContext } from './types.ts'

/** On the records of the entity that a setting beside it names. */
function on(setting: string): Pick<Slot, 'scope' | 'inDatabase'> {
  const scope = ({ trail }: Place, { model }: SlotContext): Scope | undefined => {
    const entity = own(trail.at(-1), setting)
    return typeof entity === 'string' ? model.entity(entity)?.scope : undefined
  }
  return { scope, inDatabase: (place, context) => scope(place, context) !== undefined }
}

/** On the orders of a customer. */
const onOrder: Pick<Slot, 'scope' | 'inDatabase'> = {
  scope: ({ trail }, { model, home }) => {
    const way = own(trail.at(-1), 'orders')
    return typeof way === 'string' && home !== undefined ? joinScope(model, home, { path: way }) : undefined
  },
  inDatabase: () => true,
}

/** Touches before what was won; two kinds of reports read them. */
const touchSlots = (kind: string): readonly Slot[] => [
  slot(`${kind}/at`, 'expression'),
  slot(`${kind}/amount`, 'expression'),
  slot(`${kind}/touches`, 'entity'),
  slot(`${kind}/conversion`, 'expression', on('touches')),
  slot(`${kind}/touchedAt`, 'expression', on('touches')),
  slot(`${kind}/channel`, 'expression', on('touches')),
  slot(`${kind}/where`, 'condition', on('touches')),
]

/** Where analyses of sales, service and customers hold expressions and references. */
export const reportAnalysisSlots: readonly Slot[] = [
  slot('velocity/won', 'condition'),
  slot('velocity/lost', 'condition'),
  slot('velocity/open', 'condition'),
  slot('velocity/start', 'expression'),
  slot('velocity/end', 'expression'),
  slot('velocity/amount', 'expression'),
  slot('velocity/by', 'expression'),
  ...touchSlots('attribution'),
  ...touchSlots('returns'),
  slot('forecast/field', 'field'),
  slot('forecast/amount', 'expression'),
  slot('forecast/close', 'expression'),
  slot('forecast/closedAt', 'expression'),
  slot('forecast/targets', 'entity'),
  slot('forecast/targetDate', 'expression', on('targets')),
  slot('forecast/target', 'expression', on('targets')),
  slot('forecast/targetWhere', 'condition', on('targets')),
  slot('satisfaction/score', 'expression'),
  slot('satisfaction/who', 'expression'),
  slot('satisfaction/at', 'expression'),
  slot('satisfaction/by', 'expression'),
  slot('sla/start', 'expression'),
  slot('sla/due', 'expression'),
  slot('sla/done', 'expression'),
  slot('sla/by', 'expression'),
  slot('churn/orders', 'path', { of: (_, { home }) => home }),
  slot('churn/date', 'expression', onOrder),
  slot('churn/where', 'condition', onOrder),
  slot('churn/ended', 'expression'),
  slot('churn/by/*', 'path'),
  slot('returns/profit', 'expression'),
  slot('returns/customer', 'expression'),
  slot('returns/isNew', 'condition'),
  slot('returns/spending', 'entity'),
  slot('returns/spentBy', 'expression', on('spending')),
  slot('returns/spent', 'expression', on('spending')),
  slot('returns/spentWhere', 'condition', on('spending')),
]
