import { check, type Expression } from '@mortise/expressions'
import type { RelationModel } from '@mortise/schema'
import { leansOf } from './leans.ts'
import type { EntityShape, FieldShape, Shapes } from './shape.ts'

/** How the figure moves with one row: by a difference, by comparing with the edge, or not at all (worked out anew). */
export type Movement = {
  readonly by: 'sum' | 'exactSum' | 'count' | 'avg' | 'min' | 'max'
  readonly value: Expression | undefined
  readonly filter: Expression | undefined
}

/** One roll-up over the rows of a relation. */
export type RollupPlan = {
  readonly field: FieldShape
  /** Fields of a row that it reads; undefined when it reads further than the row. */
  readonly reads: ReadonlySet<string> | undefined
  readonly movement: Movement | undefined
}

/** Roll-ups of one entity over one of its relations, whose rows carry the parent's id. */
export type ParentPlan = {
  readonly parent: EntityShape
  readonly relation: RelationModel
  readonly rollups: readonly RollupPlan[]
}

const known = new WeakMap<Shapes, Map<string, readonly ParentPlan[]>>()

/** Plans of all roll-ups that lean on rows of an entity, in one order for everybody. */
export function parentPlans(shapes: Shapes, child: string): readonly ParentPlan[] {
  let byChild = known.get(shapes)
  if (byChild === undefined) known.set(shapes, (byChild = new Map()))
  let plans = byChild.get(child)
  if (plans === undefined) byChild.set(child, (plans = makePlans(shapes, child)))
  return plans
}

function makePlans(shapes: Shapes, child: string): readonly ParentPlan[] {
  return shapes.model.entities
    .map(({ key }) => shapes.entity(key))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .flatMap((parent) => {
      const over = parent.rollups.filter(
        ({ relation }) => relation.target === child && relation.many !== 'forth',
      )
      const relations = [...new Map(over.map(({ relation }) => [relation.key, relation])).values()]
      return relations.map((relation) => ({
        parent,
        relation,
        rollups: over
          .filter((one) => one.relation.key === relation.key)
          .map(({ field }) => planOf(shapes, { parent, relation, field })),
      }))
    })
}

type Given = {
  readonly parent: EntityShape
  readonly relation: RelationModel
  readonly field: FieldShape
}

function planOf(shapes: Shapes, { parent, relation, field }: Given): RollupPlan {
  const child = shapes.entity(relation.target)
  const expr = field.source?.from === 'rows' ? field.source.expr : null
  const info = check(expr, parent.entity.scope)
  const [operator = '', given] = Object.entries((expr ?? {}) as { readonly [name: string]: unknown })[0] ?? []
  const [name, ...args] = (Array.isArray(given) ? given : [given]) as readonly Expression[]
  const reads = leansOf(shapes).localReads(child, args)
  // Who leans on the time, the reader or other records has to be worked out anew.
  const deps = info.ok ? info.info.deps : undefined
  const inPostgres = info.ok && info.info.backends.includes('postgres')
  const plain = inPostgres && deps !== undefined && !deps.now && !deps.user && deps.lookups.length === 0
  if (reads === undefined || !plain || nameOf(name) !== relation.key)
    return { field, reads: undefined, movement: undefined }
  return { field, reads, movement: movementOf(child, { field, operator, args }) }
}

function nameOf(value: Expression | undefined): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const name = (value as { readonly var?: Expression }).var
  return Array.isArray(name) ? (name as readonly Expression[])[0] : name
}

function movementOf(
  child: EntityShape,
  of: { readonly field: FieldShape; readonly operator: string; readonly args: readonly Expression[] },
): Movement | undefined {
  const [first, second] = of.args
  if (of.operator === 'countOf') return { by: 'count', value: undefined, filter: first }
  const by = figures[of.operator]
  if (by === undefined || first === undefined) return undefined
  const rounded = by === 'sum' && (scaleOf(child, first) ?? 99) > (of.field.column?.scale ?? 0)
  return { by: by === 'sum' && !rounded ? 'exactSum' : by, value: first, filter: second }
}

const figures: { readonly [operator: string]: Exclude<Movement['by'], 'count'> } = {
  sumOf: 'sum',
  avgOf: 'avg',
  minOf: 'min',
  maxOf: 'max',
}

/** Most decimals a value can have, where its form tells. */
function scaleOf(shape: EntityShape, expr: Expression): number | undefined {
  if (typeof expr === 'number') return (String(expr).split('.')[1] ?? '').length
  if (typeof expr !== 'object' || expr === null || Array.isArray(expr)) return undefined
  const [name = '', given] = Object.entries(expr as { readonly [name: string]: Expression })[0] ?? []
  if (name === 'var') {
    const column = shape.fields.get(String(nameOf(expr)))?.column
    if (column?.type === 'int4' || column?.type === 'int8') return 0
    return column?.type === 'numeric' && column.precision !== undefined ? (column.scale ?? 0) : undefined
  }
  const parts = (Array.isArray(given) ? given : [given]).map((part) => scaleOf(shape, part as Expression))
  if (parts.some((part) => part === undefined)) return undefined
  const scales = parts as readonly number[]
  if (name === '+' || name === '-') return Math.max(0, ...scales)
  return name === '*' ? scales.reduce((sum, one) => sum + one, 0) : undefined
}
