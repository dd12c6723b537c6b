import { type Expression, pathsOf } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type { EntityModel, FieldModel, SystemField } from '@mortise/schema'
import { behaviourCells, optionCell, placedIn } from './behaviour.ts'
import { changePlans } from './change-plans.ts'
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
import { holds, slotCompiler } from './slots.ts'
import type { FieldPlan, FormProgram, TablePlan } from './types.ts'

/**
 * Makes a form ready: checks its expressions, finds what each reads, and puts them in order. Never throws on a faulty
 * document: `problems` tells what is wrong, and the faulty part is left out.
 */
export function compileForm(input: CompileFormInput): FormProgram {
  const form = input.form ?? defaultForm(input.entity, input.fields)
  const { placements, nodes } = walkForm(form)
  const children = subtablesOf(input)
  const work: Work = {
    ...input,
    form,
    placements,
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
  const changes = changePlans(work)
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
    tables,
    cells: Object.freeze(cells),
    dependants: dependantsOf(cells),
    changes,
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
  const { checks = [], transitions = [] } = entity.document
  return {
    table,
    entity,
    fields,
    parentField: child?.parentField,
    checks: checks.flatMap((document, index) => {
      const slot = condition(work, table, document.when, `/checks/${index}/when`)
      work.reader.read(table, slot?.paths ?? [])
      return slot === undefined ? [] : [{ document, broken: (one) => holds(slot, one) }]
    }),
    transitions: transitions.map((document, index) => {
      const slot = condition(work, table, document.when, `/transitions/${index}/when`)
      work.reader.read(table, slot?.paths ?? [])
      return { document, allowed: (one) => slot === undefined || holds(slot, one) }
    }),
  }
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
  const standard = work.slots.slot(document.default, {
    scope: entity.scope,
    pointer: `/fields/${key}/default`,
  })
  work.reader.read(table, standard?.paths ?? [])
  return {
    key,
    type,
    document,
    system: field.system,
    computed: type.computed === true,
    stored: type.column(document) !== null,
    required: document.required === true,
    placed,
    standard: standard?.run,
  }
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
