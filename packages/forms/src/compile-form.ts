import { type Expression, type Language, pathsOf } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type {
  Condition,
  EntityModel,
  ExtensionList,
  FieldModel,
  FormDocument,
  FormSubtableNode,
  Model,
  SystemField,
} from '@mortise/schema'
import { attributeFilter, targetFilter } from './filters.ts'
import { detail } from './errors.ts'
import { dependantsOf, sortCells, withAwaited } from './graph.ts'
import { defaultForm, type PlacedCondition, type Placement, walkForm } from './layout.ts'
import { pathReader, type PathReader } from './paths.ts'
import { holds, type Slot, slotCompiler, type SlotCompiler } from './slots.ts'
import type { Cell, ChangePlan, FieldPlan, FormProgram, TablePlan } from './types.ts'

/** What a program is made of. Without `form`, every field shows, in the layout of `defaultForm`. */
export type CompileFormInput = {
  readonly model: Pick<Model, 'entity'>
  readonly entity: EntityModel
  readonly form?: FormDocument | undefined
  readonly fields: ExtensionList<FieldType>
  readonly language: Language
}

type Work = CompileFormInput & {
  readonly form: FormDocument
  readonly placements: readonly Placement[]
  readonly slots: SlotCompiler
  readonly reader: PathReader
  readonly cells: Cell[]
  readonly children: ReadonlyMap<string, Child>
}

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

type Child = { readonly entity: EntityModel; readonly parentField: string | undefined }

function subtablesOf(input: CompileFormInput): ReadonlyMap<string, Child> {
  const found = new Map<string, Child>()
  for (const { key, type, document } of input.entity.fields) {
    const fieldType = input.fields.find(type)
    const parentField = fieldType?.parentField?.(document)
    const entity = input.model.entity(fieldType?.target?.(document) ?? '')
    if (parentField !== undefined && entity !== undefined) found.set(key, { entity, parentField })
  }
  return found
}

function readerOf(input: CompileFormInput, children: ReadonlyMap<string, Child>): PathReader {
  const linksOf = (entity: EntityModel): ReadonlySet<string> =>
    new Set(entity.fields.map(({ key }) => key).filter((key) => entity.scope.find(key)?.type.kind === 'id'))
  const shapes = new Map([
    ['', { links: linksOf(input.entity), parentField: undefined as string | undefined }],
  ])
  for (const [key, { entity, parentField }] of children)
    shapes.set(key, { links: linksOf(entity), parentField })
  return pathReader(shapes, new Set(input.entity.relations.map(({ key }) => key)))
}

function addCell(
  work: Work,
  cell: Omit<Cell, 'reads' | 'awaits'> & { readonly slots: readonly Slot[] },
): void {
  const { slots, ...rest } = cell
  const paths = slots.flatMap((slot) => slot.paths)
  const { reads, behind } = work.reader.read(cell.table, paths)
  work.cells.push({ ...rest, reads, awaits: behind })
}

function condition(
  work: Work,
  table: string,
  given: Condition | undefined,
  pointer: string,
): Slot | undefined {
  const scope = entityOf(work, table).scope
  return work.slots.slot(given, { scope, pointer, expect: 'boolean' })
}

function entityOf(work: Work, table: string): EntityModel {
  return table === '' ? work.entity : (work.children.get(table)?.entity ?? work.entity)
}

function conditionSlots(work: Work, table: string, list: readonly PlacedCondition[]): readonly Slot[] {
  return list.flatMap(({ condition: given, pointer }) => condition(work, table, given, pointer) ?? [])
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

/** Fields of a table that the form shows: all of a sub-table that names no columns. */
function placedIn(work: Work, table: string, entity: EntityModel): ReadonlySet<string> {
  if (table === '') return new Set(work.placements.map(({ node }) => node.field))
  const node = work.placements.find((one) => one.node.field === table)?.node
  if (node === undefined) return new Set()
  const columns = node.type === 'subtable' ? node.columns : undefined
  return new Set(
    columns?.map(({ field }) => field) ?? entity.fields.filter(({ system }) => !system).map(({ key }) => key),
  )
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

function behaviourCells(work: Work, { table, key }: { readonly table: string; readonly key: string }): void {
  const places = table === '' ? recordPlaces(work, key) : columnPlaces(work, table, key)
  const cellOf = (
    aspect: 'visible' | 'required' | 'readOnly',
    groups: readonly (readonly PlacedCondition[])[],
  ): void => {
    const slots = groups.map((list) => conditionSlots(work, table, list))
    // A place without conditions always shows, so there is nothing to work out.
    if (slots.length === 0 || (aspect === 'visible' && slots.some((list) => list.length === 0))) return
    addCell(work, {
      aspect,
      table,
      key,
      slots: slots.flat(),
      run: (one) => slots.some((list) => list.every((slot) => holds(slot, one))),
    })
  }
  cellOf('visible', places.visible)
  cellOf('required', places.required)
  cellOf('readOnly', places.readOnly)
}

type Places = { readonly [K in 'visible' | 'required' | 'readOnly']: readonly (readonly PlacedCondition[])[] }

function recordPlaces(work: Work, key: string): Places {
  const here = work.placements.filter(({ node }) => node.field === key)
  const one = (name: 'required' | 'readOnly'): readonly (readonly PlacedCondition[])[] =>
    here.flatMap(({ node, pointer }) => {
      const given = node[name]
      return given === undefined ? [] : [[{ condition: given, pointer: `${pointer}/${name}` }]]
    })
  return {
    visible: here.map(({ conditions }) => conditions),
    required: one('required'),
    readOnly: one('readOnly'),
  }
}

function columnPlaces(work: Work, table: string, key: string): Places {
  const place = work.placements.find(({ node }) => node.field === table)
  const columns = (place?.node as FormSubtableNode | undefined)?.columns ?? []
  const index = columns.findIndex(({ field }) => field === key)
  const column = columns[index]
  const one = (name: 'visible' | 'readOnly'): readonly (readonly PlacedCondition[])[] => {
    const given = column?.[name]
    return given === undefined
      ? []
      : [[{ condition: given, pointer: `${place?.pointer ?? ''}/columns/${index}/${name}` }]]
  }
  return { visible: one('visible'), required: [], readOnly: one('readOnly') }
}

function optionCell(
  work: Work,
  given: {
    readonly table: string
    readonly entity: EntityModel
    readonly field: FieldModel
    readonly type: FieldType
  },
): void {
  const { table, entity, field, type } = given
  const place = table === '' ? work.placements.find(({ node }) => node.field === field.key) : undefined
  const ownFilter = place?.node.type === 'field' ? place.node.optionsFilter : undefined
  const pointer = `${place?.pointer ?? ''}/optionsFilter`
  const target = type.target?.(field.document)
  const filter =
    target === undefined
      ? attributeFilter(work.slots, { entity, field, filter: ownFilter, pointer })
      : type.parentField === undefined &&
        targetFilter(work.slots, {
          entity,
          field,
          filter: ownFilter,
          pointer,
          target: entity.scope.find(field.key)?.target?.(),
        })
  if (filter === undefined || filter === false) return
  work.reader.read(
    table,
    filter.behind.map((path) => `${field.key}.${path}`),
  )
  addCell(work, {
    aspect: 'options',
    table,
    key: field.key,
    slots: [{ paths: filter.paths, run: filter.run }],
    run: filter.run,
  })
}

function changePlans(work: Work): readonly ChangePlan[] {
  const scope = work.entity.scope
  return (work.form.onChange ?? []).map((document, index) => {
    const at = `/onChange/${index}`
    const when = condition(work, '', document.when.condition, `${at}/when/condition`)
    const sets = Object.entries(document.set).flatMap(([field, expr]) => {
      const slot = work.slots.slot(expr, { scope, pointer: `${at}/set/${field}` })
      if (work.entity.field(field) === undefined)
        work.slots.problems.push({
          ...detail(`${at}/set/${field}`, 'FORM_FIELD_UNKNOWN', { key: field, hintZh: '', hintEn: '' }),
        })
      return slot === undefined ? [] : [{ field, slot }]
    })
    const paths = [...(when?.paths ?? []), ...sets.flatMap(({ slot }) => slot.paths)]
    work.reader.read('', paths)
    const through = [
      ...new Set(paths.filter((path) => path.includes('.')).map((path) => path.split('.')[0] ?? '')),
    ]
    return {
      document,
      through,
      holds: (one) => when === undefined || holds(when, one),
      sets: sets.map(({ field, slot }) => ({ field, value: slot.run })),
    }
  })
}
