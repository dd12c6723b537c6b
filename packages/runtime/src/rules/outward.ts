import { type Expression, type Json, language } from '@mortise/expressions'
import type { ActionContext, EntityModel, RecordInput, RecordValues, RunAction } from '@mortise/schema'
import type { Actor, Refs } from '@mortise/store'
import { fillText } from '../context/fill.ts'
import type { Unit } from '../context/unit.ts'
import { readsInFull } from '../model/clear-paths.ts'
import { showValue } from '../records/show.ts'
import { inputOf } from './action-context.ts'

type Around = { readonly entity: EntityModel; readonly record: RecordInput; readonly refs: Refs }

/**
 * How actions are run whose words leave the house: they are given of the record only what whoever acts may read, so that
 * no mail and no webhook tells more than its rule or flow may know. All others are run as they are.
 */
export async function runActionFor(
  unit: Unit,
  acting: Actor,
  given: Around & { readonly document: unknown },
): Promise<RunAction> {
  const { actions, runAction } = unit.options.kit
  if (acting.kind === 'system' || acting.admin || !tellsOutside(unit, given.document)) return runAction
  const outward = new Set(actions.all.filter((one) => one.outward === true).map(({ type }) => type))
  const reach = await reachOf(unit, acting, given)
  return (type, settings, ctx) => runAction(type, settings, outward.has(type) ? narrowed(ctx, reach) : ctx)
}

const known = new WeakMap<object, boolean>()

/** Whether anything of a document may leave the house; looked through once. */
function tellsOutside(unit: Unit, document: unknown): boolean {
  const key = typeof document === 'object' && document !== null ? document : undefined
  let tells = key && known.get(key)
  if (tells === undefined) {
    const text = JSON.stringify(document)
    tells = unit.options.kit.actions.all.some(
      ({ outward, type }) => outward === true && text.includes(`"${type}"`),
    )
    if (key !== undefined) known.set(key, tells)
  }
  return tells
}

type Reach = {
  readonly values: RecordValues
  readonly clear: (path: string) => boolean
  readonly reads: (expression: Expression) => boolean
  readonly fill: (template: string) => string
}

async function reachOf(unit: Unit, acting: Actor, around: Around): Promise<Reach> {
  const { entity, record, refs } = around
  const ground = { published: unit.published, kit: unit.options.kit }
  const known = unit.published.access(acting).entity(entity.key) !== undefined
  const own = known ? await unit.door(acting).get(entity.key, record.id, { rows: 'all' }) : null
  const values = own?.values ?? {}
  const clear = (path: string): boolean => {
    const bare = path.replace(/^record\./, '')
    const [head = '', ...rest] = bare.split('.')
    const linked = entity.relation(head) !== undefined || rest.length > 0
    if (!linked && entity.field(head) === undefined) return true
    if (own === null) return false
    if (linked) return readsInFull(ground, acting, { entity, path: bare })
    // What is masked, or hidden on this very record, is not what the platform reads.
    return Object.hasOwn(values, head) && alike(values[head], record.values[head])
  }
  const input = inputOf(unit, acting, record)
  const show = showValue({ unit, entity, refs, locale: 'zh' })
  return {
    values,
    clear,
    reads: (expression) => pathsIn(expression, entity)?.every(clear) ?? false,
    fill: (template) => fillText(template, { entity, input, show, clear }),
  }
}

const alike = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Paths that an expression reads; undefined where it looks through other records, of which nothing is known here. */
function pathsIn(expression: Expression, entity: EntityModel): readonly string[] | undefined {
  if (JSON.stringify(expression).includes('"lookup"')) return undefined
  const checked = language.check(expression, entity.scope, { allow: { previous: true } })
  return checked.ok ? checked.info.deps.paths : namesIn(expression)
}

/** Every name of an expression that speaks of more than a record, such as a flow's variables. */
function namesIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(namesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) =>
    name === 'var' && typeof one === 'string' ? [one] : namesIn(one ?? null),
  )
}

function narrowed(ctx: ActionContext, reach: Reach): ActionContext {
  const { record } = ctx
  const kept = (values: RecordValues, prefix = ''): RecordValues =>
    Object.fromEntries(Object.entries(values).filter(([key]) => reach.clear(`${prefix}${key}`)))
  const rows = Object.entries(record.rows ?? {}).map(([name, all]) => [
    name,
    all.map(({ row }) => ({ row: kept(row, `${name}.`) })),
  ])
  const { links: _links, previous, ...rest } = record
  return {
    ...ctx,
    record: {
      ...rest,
      values: reach.values,
      previous: previous === undefined ? undefined : kept(previous),
      rows: Object.fromEntries(rows) as NonNullable<RecordInput['rows']>,
    },
    evaluate: (expression) => (reach.reads(expression) ? ctx.evaluate(expression) : null),
    fill: reach.fill,
  }
}
