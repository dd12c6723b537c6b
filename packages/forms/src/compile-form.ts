import { type Expression, pathsOf } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type { EntityModel, FieldModel, FormFieldNode, FormSubtableNode, SystemField } from '@mortise/schema'
import { behaviourCells, columnAt, optionCell, placedIn, rowCells } from './behaviour.ts'
import {
  addCell,
  type Child,
  type CompileFormInput,
  condition,
  conditionSlots,
  readerOf,
  subtablesOf,
  type Work,
} from './compile-work.ts'
import { detail } from './errors.ts'
import { dependantsOf, sortCells, withAwaited } from './graph.ts'
import { defaultForm, walkForm } from './layout.ts'
import { messageOf } from './messages.ts'
import { setterPlans } from './setters.ts'
import { shownCells } from './shown.ts'
import { holds, type Slot, slotCompiler } from './slots.ts'
import type { Cell, CheckPlan, FieldPlan, FormProgram, SetterPlan, TablePlan } from './types.ts'

/**
 * Makes a form ready: checks its expressions, finds what each reads, and puts them in order. Never throws on a faulty
 * document: `problems` tells what is wrong, and the faulty part is left out.
 */
export function compileForm(input: CompileFormInput): FormProgram {
  const form = input.form ?? defaultForm(input.entity, input.fields)
  const { placements, nodes, others } = walkForm(form)
  const children = subtablesOf(input)
  const work: Work = {
    ...input,
    form,
    placements,
    others,
    slots: slotCompiler(input.language),
    reader: readerOf(input, children),
    cells: [],
    children,
  }
  const tables = new Map([['', tablePlan(work, '', undefined)]])
  for (const [key, child] of children) tables.set(key, tablePlan(work, key, child))
  for (const node of nodes) {
    const slots = conditionSlots(work, '', node.conditions)
    addCell(work, {
      aspect: 'layout',
      table: '',
      key: node.key,
      slots,
      run: (one) => slots.every((slot) => holds(slot, one)),
    })
  }
  rowCells(work)
  shownCells(work)
  const setters = setterPlans(work)
  const locked = condition(work, '', input.entity.document.lockedWhen, '/lockedWhen')
  const { cells: sorted, circles } = sortCells(work.cells)
  const cells = withAwaited(sorted)
  const circleProblems = circles.map((path) =>
    detail(path[0] ?? '', 'FORM_CYCLE', { path: path.join(' → ') }),
  )
  return Object.freeze({
    model: input.model,
    entity: input.entity,
    form,
    fields: input.fields,
    language: input.language,
    tables: guarded(tables, { cells, setters }),
    cells: Object.freeze(cells),
    dependants: dependantsOf(cells),
    setters,
    parts: partsOf(work),
    locked: locked === undefined ? undefined : (one) => holds(locked, one),
    needs: work.reader.needs(),
    problems: Object.freeze([...work.slots.problems, ...circleProblems]),
  })
}

function tablePlan(work: Work, table: string, child: Child | undefined): TablePlan {
  const entity = child?.entity ?? work.entity
  const placed = placedIn(work, table, entity)
  const fields = new Map<string, FieldPlan>()
  for (const field of entity.fields) {
    if (
      field.key === child?.parentField ||
      (field.system && !placed.has(field.key) && (table !== '' || !givenByPeople.has(field.key)))
    )
      continue
    const plan = fieldPlan(work, { table, entity, field, placed: placed.has(field.key) })
    if (plan !== undefined) fields.set(field.key, plan)
  }
  const node = work.placements.find((one) => one.node.field === table)?.node
  const limits = node?.type === 'subtable' && table !== '' ? node : undefined
  return {
    table,
    entity,
    fields,
    parentField: child?.parentField,
    checks: checkPlans(work, table, entity),
    transitions: (entity.document.transitions ?? []).map((document, index) => {
      const slot = condition(work, table, document.when, `/transitions/${index}/when`)
      work.reader.read(table, slot?.paths ?? [])
      return { document, allowed: (one) => slot === undefined || holds(slot, one) }
    }),
    minRows: limits?.minRows,
    maxRows: limits?.maxRows,
    guards: new Map(),
    setters: new Map(),
    leans: new Set(),
  }
}

/** The rules of the entity, and on the record those of the form. */
function checkPlans(work: Work, table: string, entity: EntityModel): readonly CheckPlan[] {
  const own = (entity.document.checks ?? []).map((document, at) => ({ document, at }))
  const more = (table === '' ? (work.form.checks ?? []) : []).map((document, at) => ({ document, at }))
  return [...own, ...more].flatMap(({ document, at }) => {
    const slot = condition(work, table, document.when, `/checks/${at}/when`)
    work.reader.read(table, slot?.paths ?? [])
    const pointer = `/checks/${at}/message`
    const message = messageOf(work, { table, entity, text: document.message, pointer })
    return slot === undefined ? [] : [{ document, message, broken: (one) => holds(slot, one) }]
  })
}

/** Notes with each table which of its fields the form can make read-only, and what sets each. */
function guarded(
  tables: ReadonlyMap<string, TablePlan>,
  { cells, setters }: { readonly cells: readonly Cell[]; readonly setters: readonly SetterPlan[] },
): ReadonlyMap<string, TablePlan> {
  const own = Map.groupBy(
    cells.filter(({ aspect }) => aspect === 'readOnly'),
    ({ table }) => table,
  )
  return new Map(
    [...tables].map(([key, plan]) => {
      const guards = new Map((own.get(key) ?? []).map((cell) => [cell.key, cell]))
      const byField = settersByField(setters.filter(({ table }) => table === key))
      return [key, { ...plan, guards, setters: byField, leans: leansOf(plan, guards, byField) }]
    }),
  )
}

/** What of the record around them the guarded fields of rows follow. */
function leansOf(
  { table, fields }: TablePlan,
  guards: TablePlan['guards'],
  setters: TablePlan['setters'],
): ReadonlySet<string> {
  const paths = [...guards.keys()].flatMap((key) => [
    ...(fields.get(key)?.standardReads ?? []),
    ...(setters.get(key) ?? []).flatMap(({ reads, watches }) => [...reads, ...watches]),
  ])
  return new Set(paths.filter((path) => !path.startsWith(`${table}.`)))
}

function settersByField(setters: readonly SetterPlan[]): TablePlan['setters'] {
  const found = new Map<string, SetterPlan[]>()
  for (const setter of setters)
    for (const { field } of setter.sets) found.set(field, [...(found.get(field) ?? []), setter])
  return found
}

/** What stands inside each part of the form. */
function partsOf(work: Work): ReadonlyMap<string, ReadonlySet<string>> {
  const parts = new Map<string, Set<string>>()
  for (const { node, within } of work.placements)
    for (const part of within) {
      const inside = parts.get(part) ?? new Set()
      parts.set(part, inside.add(node.field))
    }
  return parts
}

/** System fields that people may set, on the form or not. */
const givenByPeople: ReadonlySet<string> = new Set<SystemField>(['owner', 'department'])

type PlanInput = {
  readonly table: string
  readonly entity: EntityModel
  readonly field: FieldModel
  readonly placed: boolean
}

function fieldPlan(work: Work, { table, entity, field, placed }: PlanInput): FieldPlan | undefined {
  const { key, document } = field
  const type = work.fields.find(field.type)
  if (type === undefined) {
    work.slots.problems.push(detail(key, 'FORM_TYPE_UNKNOWN', { key, type: field.type }))
    return undefined
  }
  valueCell(work, { table, entity, key, expr: computedBy(work, entity, type, field) })
  behaviourCells(work, { table, key })
  optionCell(work, { table, entity, field, type })
  const standard = standardOf(work, { table, entity, field })
  const { reads: standardReads } = work.reader.read(table, standard?.paths ?? [])
  const nodes = table === '' ? work.placements.flatMap(({ node }) => fieldNode(node, key)) : []
  return {
    key,
    type,
    document,
    system: field.system,
    computed: type.computed === true,
    stored: type.column(document) !== null,
    required: document.required === true,
    forced: document.requiredEvenHidden === true || nodes.some((node) => node.requiredEvenHidden === true),
    placed,
    messages: nodes.find((node) => node.messages !== undefined)?.messages,
    standard: standard?.run,
    standardReads,
  }
}

const fieldNode = (node: FormFieldNode | FormSubtableNode, key: string): readonly FormFieldNode[] =>
  node.type === 'field' && node.field === key ? [node] : []

/** What a field begins with: what the column of the form says, else the field itself. */
function standardOf(
  work: Work,
  { table, entity, field }: Pick<PlanInput, 'table' | 'entity' | 'field'>,
): Slot | undefined {
  const { scope } = entity
  const own = table === '' ? undefined : columnAt(work, table, field.key)
  return own?.column?.default === undefined
    ? work.slots.slot(field.document.default, { scope, pointer: `/fields/${field.key}/default` })
    : work.slots.slot(own.column.default, { scope, pointer: `${own.pointer}/default` })
}

/** The expression a computed field's value comes from, where a form can work it out. */
function computedBy(
  work: Work,
  entity: EntityModel,
  type: FieldType,
  field: FieldModel,
): Expression | undefined {
  const source = type.source?.(field.document)
  if (source === undefined || source.from === 'counter') return undefined
  if (source.from !== 'rows') return source.expr
  // Rows of other relations are not in the form; what is stored stays until the rows change.
  const name = pathsOf(source.expr)[0]?.split('.')[0]
  return entity === work.entity && name !== undefined && work.children.has(name) ? source.expr : undefined
}

function valueCell(
  work: Work,
  given: {
    readonly table: string
    readonly entity: EntityModel
    readonly key: string
    readonly expr: Expression | undefined
  },
): void {
  const { table, entity, key, expr } = given
  const slot = work.slots.slot(expr, { scope: entity.scope, pointer: `/fields/${key}/expr` })
  if (slot !== undefined) addCell(work, { aspect: 'value', table, key, slots: [slot], run: slot.run })
}
