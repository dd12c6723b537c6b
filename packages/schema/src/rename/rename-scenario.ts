import { type Expression, type Json, renamePath } from '@mortise/expressions'
import { scopeOfEntity } from '../check/paths.ts'
import type { ScenarioDocument, ScenarioStep } from '../documents/data.ts'
import { type DocumentKind, documentKinds } from '../documents/kinds.ts'
import { touchExpression } from '../names/expression.ts'
import { isObject, own } from '../pointer.ts'
import { targetOf } from '../slots/entities.ts'
import { renamingTouch } from './new-names.ts'
import { renameOption, renameValues } from './rename-data.ts'
import { type RenameContext, renameDocument } from './rename-document.ts'

/** Which entity the records of a play are of, by the name they were saved under. */
type Cast = Map<string, string>

type Scene = { readonly cast: Cast; readonly context: RenameContext }

const reference = /^\$([A-Za-z]\w*)((?:\.\w+)*)$/

function renameRecordPath(entity: string, path: string, { context }: Scene): string {
  const touch = renamingTouch(context.model, context.names)
  return renamePath(path, scopeOfEntity(context.model, entity), touch.step)
}

/** `$deal.account.name`, wherever it stands in a step. */
function renameText(text: string, scene: Scene): string {
  const [, name = '', path = ''] = reference.exec(text) ?? []
  const entity = scene.cast.get(name)
  if (entity === undefined || path === '') return text
  return `$${name}.${renameRecordPath(entity, path.slice(1), scene)}`
}

function renameTexts<T>(value: T, scene: Scene): T {
  if (typeof value === 'string') return renameText(value, scene) as T
  if (Array.isArray(value)) return value.map((one: unknown) => renameTexts(one, scene)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, renameTexts(inner as unknown, scene)])
  return Object.fromEntries(entries) as T
}

/** Entity that `$name.link.link` is a record of. */
function entityAt(text: string, { cast, context }: Scene): string | undefined {
  const [, name = '', path = ''] = reference.exec(text) ?? []
  let entity = cast.get(name)
  for (const key of path.split('.').slice(1)) entity = targetOf(context.model, entity, key)
  return entity
}

function renameExpression(expression: Expression, entity: string | undefined, scene: Scene): Expression {
  const { model, checks, names } = scene.context
  const scope = scopeOfEntity(model, entity)
  return scope === undefined
    ? expression
    : touchExpression(expression, { model, scope, checks, touch: renamingTouch(model, names) })
}

function renamePaths<T extends { readonly [path: string]: unknown }>(
  values: T,
  entity: string | undefined,
  scene: Scene,
): T {
  if (entity === undefined) return values
  const entries = Object.entries(values).map(([path, value]) => [
    renameRecordPath(entity, path, scene),
    renameOption(value, entity, { field: path, context: scene.context }),
  ])
  return renameValues(Object.fromEntries(entries) as T, entity, scene.context)
}

type Expected = NonNullable<ScenarioStep['expect']>

/** What a report shows: its dimensions may be choice fields, whose options stand in the rows. */
function renameReport(
  expected: NonNullable<Expected['report']>,
  context: RenameContext,
): NonNullable<Expected['report']> {
  const { model, names } = context
  const shown = model.document('report', expected.report)
  const pathOf = (column: string): string | undefined => {
    const path = own(shown?.dimensions?.find((one) => one.key === column)?.expr, 'var')
    // A funnel's steps are the options of its field.
    return typeof path === 'string' ? path : shown?.funnel?.field
  }
  const entity = shown?.source.entity
  const value = (column: string, given: Json): Json => {
    const field = pathOf(column)
    if (typeof given !== 'string' || field === undefined || entity === undefined) return given
    return renameOption(given, entity, { field, context }) as Json
  }
  const rows = expected.rows?.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, given]) => [column, value(column, given)])),
  )
  const report = names.document('report', expected.report)
  return { ...expected, report, ...(rows === undefined ? {} : { rows }) }
}

function renameExpected(expected: Expected, scene: Scene): Expected {
  const { document } = scene.context.names
  const entity = expected.record === undefined ? undefined : entityAt(expected.record, scene)
  const { values, that, count, run, report, print } = expected
  return {
    ...expected,
    ...(values === undefined ? {} : { values: renamePaths(values, entity, scene) }),
    ...(that === undefined ? {} : { that: renameExpression(that, entity, scene) }),
    ...(count === undefined
      ? {}
      : {
          count: {
            ...count,
            entity: document('entity', count.entity),
            ...(count.filter === undefined
              ? {}
              : { filter: renameExpression(count.filter, count.entity, scene) }),
          },
        }),
    ...(run === undefined ? {} : { run: { ...run, flow: document('flow', run.flow) } }),
    ...(report === undefined ? {} : { report: renameReport(report, scene.context) }),
    ...(print === undefined ? {} : { print: { ...print, template: document('print', print.template) } }),
  }
}

/** A change of a document: what it becomes as a part of the whole. */
function renameChange(
  step: NonNullable<ScenarioStep['publish']>,
  { context }: Scene,
): ScenarioStep['publish'] {
  const kind: DocumentKind | undefined = documentKinds.find((one) => one === step.kind)
  const before = kind === undefined ? undefined : context.model.document(kind, step.key)
  if (kind === undefined || before === undefined) return step
  const whole = renameDocument(kind, { ...before, ...step.change } as typeof before, context)
  const change = Object.fromEntries(
    Object.keys(step.change).map((name) => [
      name,
      (whole as unknown as Readonly<Record<string, unknown>>)[name],
    ]),
  ) as typeof step.change
  return { ...step, key: context.names.document(kind, step.key), change }
}

function renameImport(
  given: NonNullable<ScenarioStep['import']>,
  { context }: Scene,
): NonNullable<ScenarioStep['import']> {
  const field = (key: string): string => context.names.field(given.entity, key)
  return {
    ...given,
    entity: context.names.document('entity', given.entity),
    ...(given.mapping === undefined
      ? {}
      : {
          mapping: Object.fromEntries(
            Object.entries(given.mapping).map(([column, key]) => [column, field(key)]),
          ),
        }),
    ...(given.matchBy === undefined ? {} : { matchBy: given.matchBy.map(field) }),
  }
}

function renameExport(
  given: NonNullable<ScenarioStep['export']>,
  { context: { names } }: Scene,
): NonNullable<ScenarioStep['export']> {
  const { entity, fields } = given
  const renamed = fields?.map((key) => names.field(entity, key))
  return {
    ...given,
    entity: names.document('entity', entity),
    ...(renamed === undefined ? {} : { fields: renamed }),
  }
}

/** What is filled in with a decision goes into the record that it is about. */
function renameDecision(
  given: NonNullable<ScenarioStep['decide']>,
  scene: Scene,
): NonNullable<ScenarioStep['decide']> {
  const values = given.data?.['values']
  if (!isObject(values)) return given
  const entity = entityAt(given.record, scene)
  const renamed = renameValues(values as { readonly [field: string]: Json }, entity, scene.context)
  return { ...given, data: { ...given.data, values: renamed } }
}

function renameActs(step: ScenarioStep, scene: Scene): ScenarioStep {
  const { context } = scene
  const { document } = context.names
  const { create, update, startFlow, decide, runRule, publish } = step
  const updated = update === undefined ? undefined : entityAt(update.record, scene)
  return {
    ...step,
    ...(create === undefined
      ? {}
      : {
          create: {
            ...create,
            entity: document('entity', create.entity),
            values: renameValues(create.values, create.entity, context),
          },
        }),
    ...(update === undefined
      ? {}
      : { update: { ...update, values: renameValues(update.values, updated, context) } }),
    ...(startFlow === undefined
      ? {}
      : { startFlow: { ...startFlow, flow: document('flow', startFlow.flow) } }),
    ...(decide === undefined ? {} : { decide: renameDecision(decide, scene) }),
    ...(runRule === undefined ? {} : { runRule: { ...runRule, rule: document('rule', runRule.rule) } }),
    ...(step.import === undefined ? {} : { import: renameImport(step.import, scene) }),
    ...(step.export === undefined ? {} : { export: renameExport(step.export, scene) }),
    ...(publish === undefined ? {} : { publish: renameChange(publish, scene) as typeof publish }),
    ...(step.expect === undefined ? {} : { expect: renameExpected(step.expect, scene) }),
  }
}

function renameStep(step: ScenarioStep, scene: Scene): ScenarioStep {
  // A change of a document holds names of its own kind, not of the play.
  const { publish, ...rest } = renameActs(step, scene)
  const made: ScenarioStep = { ...renameTexts(rest, scene), ...(publish === undefined ? {} : { publish }) }
  if (step.create?.save !== undefined) scene.cast.set(step.create.save, step.create.entity)
  if (step.startFlow?.save !== undefined) scene.cast.set(step.startFlow.save, step.startFlow.flow)
  return made
}

/** A scenario that plays the same after a renaming. */
export function renameScenario(scenario: ScenarioDocument, context: RenameContext): ScenarioDocument {
  const scene: Scene = { cast: new Map(), context }
  const { given } = scenario
  return {
    ...scenario,
    ...(given === undefined ? {} : { given: given.map((step) => renameStep(step, scene)) }),
    steps: scenario.steps.map((step) => renameStep(step, scene)),
  }
}
