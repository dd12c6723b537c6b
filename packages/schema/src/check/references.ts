import type { ErrorDetail } from '@mortise/errors'
import { builtinScopes } from '../compile/system.ts'
import { type DocumentKind, documentKey } from '../documents/kinds.ts'
import { problem } from '../errors.ts'
import { hint } from '../hint.ts'
import { pointer } from '../pointer.ts'
import type { SlotHolds, Visit } from '../slots/types.ts'
import { kindNames } from '../words.ts'
import {
  checkCondition,
  checkExpression,
  checkRecordPath,
  checkTemplate,
  checkValue,
  wrong,
} from './expressions.ts'
import { optionValues } from '../model/options.ts'
import { checkPath } from './paths.ts'
import type { Check, CheckAt } from './types.ts'

function nameMissing(
  kind: DocumentKind,
  given: { readonly visit: Visit; readonly at: CheckAt; readonly known: readonly string[] },
): ErrorDetail {
  const name = String(given.visit.value)
  const { zh, en } = kindNames[kind]
  const params = { name, whatZh: zh, whatEn: en, ...hint(name, given.known) }
  return wrong('MODEL_REFERENCE', { ...given, params })
}

/** A reference to a document of a kind by its key. */
function document(kind: DocumentKind): Check<Visit> {
  return (visit, at) => {
    const { value } = visit
    if (typeof value !== 'string' || at.model.document(kind, value) !== undefined) return []
    const known = at.model.documents(kind).map((one) => documentKey(kind, one))
    return [nameMissing(kind, { visit, at, known })]
  }
}

const entity: Check<Visit> = (visit, at) =>
  typeof visit.value === 'string' && builtinScopes.has(visit.value) ? [] : document('entity')(visit, at)

const view: Check<Visit> = (visit, at) => {
  const { of } = visit.context
  if (of === undefined || at.model.document('view', `${of}.${String(visit.value)}`) !== undefined) return []
  return [nameMissing('view', { visit, at, known: at.model.views(of).map((one) => one.key) })]
}

/** A field of the entity meant; `*` stands for all others where fields are keys. */
const field: Check<Visit> = (visit, at) => {
  const { of } = visit.context
  if (typeof visit.value !== 'string' || visit.value === '*' || of === undefined) return []
  return checkPath(at.model, of, { path: visit.value, at: { file: at.file, path: pointer(visit.parts) } })
}

/** A link of the record at hand, written plainly or as `$record.<path>`. */
const linkField: Check<Visit> = (visit, at) => {
  const text = String(visit.value)
  if (text === '$record') return []
  return checkRecordPath(text.replace(/^\$record\./, ''), visit, at)
}

/** Who gets a message: `role:<key>`, `$record.<path>` (with `.manager` after it), or somebody no document names. */
const person: Check<Visit> = (visit, at) => {
  const text = String(visit.value)
  if (text.startsWith('role:')) return document('role')({ ...visit, value: text.slice('role:'.length) }, at)
  if (!text.startsWith('$record.')) return []
  return checkRecordPath(text.slice('$record.'.length).replace(/(\.manager)+$/, ''), visit, at)
}

/** An option of the choice field that the slot tells; `*` stands for all of them. */
const option: Check<Visit> = ({ value, parts, context }, at) => {
  const known = optionValues(at.model.entity(context.of ?? '')?.field(context.choice ?? '')?.document)
  if (typeof value !== 'string' || known === undefined || known.includes(value) || value === '*') return []
  const place = { file: at.file, path: pointer(parts) }
  return [problem('MODEL_OPTION_UNKNOWN', place, { name: value, ...hint(value, known) })]
}

/** A result of a decision table that rules write into a choice field; what cells are held against may be anything. */
const cell: Check<Visit> = (visit, at) => (visit.parts.at(-2) === 'then' ? option(visit, at) : [])

/** How each kind of slot is checked; kinds that are not named hold only other slots. */
export const slotChecks: { readonly [K in SlotHolds]?: Check<Visit> } = {
  condition: checkCondition,
  expression: checkExpression,
  template: checkTemplate,
  value: checkValue,
  entity,
  view,
  field,
  path: field,
  link_field: linkField,
  person,
  option,
  cell,
  form: document('form'),
  role: document('role'),
  flow: document('flow'),
  rule: document('rule'),
  report: document('report'),
  dashboard: document('dashboard'),
  score: document('score'),
  assignment: document('assignment'),
  table: document('table'),
  calendar: document('calendar'),
  mail: document('mail'),
  print: document('print'),
}
