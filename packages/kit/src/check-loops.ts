import { startsOfActions, writesOfActions } from '@mortise/actions'
import { type ErrorDetail, say, text } from '@mortise/errors'
import { type Expression, language } from '@mortise/expressions'
import {
  checkTable,
  type DerivedField,
  type Facts,
  findConflicts,
  type FlowActions,
  namesIn,
  proveTermination,
  type ReadsOf,
  type LoopProblem,
  type RuleConflict,
  type TableCheck,
  type TableFinding,
} from '@mortise/rules'
import { type ActionDocument, fileOf, type Model, type ModelChecks, visitDocument } from '@mortise/schema'
import type { Kit } from './kit.ts'
import { outerAction } from './outer-action.ts'

/** What a proof of all automation of a workspace found. */
export type LoopProof = {
  readonly loops: readonly LoopProblem[]
  readonly conflicts: readonly RuleConflict[]
  /** Of each decision table: rows that meet, inputs that none is for, rows that never decide. */
  readonly tables: readonly (TableCheck & { readonly table: string })[]
}

/** Looks for automation that may run for ever, and for rules before the save that contradict each other. */
export function proveRules(model: Model, kit: Kit, extensions: ModelChecks['extensions']): LoopProof {
  const rules = model.documents('rule')
  const facts: Facts = {
    writesOf: writesOfActions(kit.actions, (kind, key) => model.document(kind, key)),
    readsOf: readsOfActions(model),
    startsOf: startsOfActions(kit.actions),
    nameOf: (entity, field) => {
      const of = model.entity(entity)
      const label = field === undefined ? of?.document.label : of?.scope.find(field)?.label
      return label === undefined ? undefined : { zh: say(label, 'zh'), en: say(label, 'en') }
    },
  }
  const movers = { rules, flows: flowActions(model, extensions), derived: derivedFields(model, kit) }
  const tables = model.documents('table').map((table) => ({ table: table.key, ...checkTable(table) }))
  return { loops: proveTermination(movers, facts), conflicts: findConflicts(rules), tables }
}

/** The same as problems of publishing: circles, and contradictions that no order decides. */
export function checkLoops(
  model: Model,
  kit: Kit,
  extensions: ModelChecks['extensions'],
): readonly ErrorDetail[] {
  const { loops, conflicts, tables } = proveRules(model, kit, extensions)
  const open = conflicts.filter(({ ordered }) => !ordered)
  const met = tables.flatMap(({ table, findings }) => {
    const document = model.document('table', table)
    const file = document === undefined ? 'tables' : fileOf('table', document)
    // What has no row, or never decides, may be meant; rows that may not meet can't.
    return findings
      .filter(({ kind }) => kind === 'overlap' || kind === 'conflict')
      .map((one) => tableProblem(file, one))
  })
  const problems = [...loops, ...open].map(({ path, code, message }) => {
    const [, place, key = ''] = path.split('/')
    const kind = place === 'flows' ? 'flow' : 'rule'
    const document = model.document(kind, key)
    return { path, code, message, file: document === undefined ? `${kind}s` : fileOf(kind, document) }
  })
  return [...problems, ...met]
}

function tableProblem(file: string, { kind, rows, example }: TableFinding): ErrorDetail {
  const numbers = rows.map((row) => row + 1).join(', ')
  const input = Object.entries(example)
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
    .join(', ')
  const code = kind === 'overlap' ? 'TABLE_OVERLAP' : 'TABLE_CONFLICT'
  const words =
    kind === 'overlap'
      ? text(
          `第 ${numbers} 行会同时成立（如 ${input}），而命中策略要求唯一。请分开各行的条件，或改用“首个”`,
          `rows ${numbers} hold together (as for ${input}), but the hit policy allows one. Set their conditions apart, or let the first decide`,
        )
      : text(
          `第 ${numbers} 行会同时成立（如 ${input}）而结果不同，命中策略要求一致。请改成同样的结果，或分开条件`,
          `rows ${numbers} hold together (as for ${input}) and differ, but the hit policy wants the same. Give them one result, or set them apart`,
        )
  return { file, path: `/rows/${rows[1] ?? rows[0] ?? 0}`, code, message: words }
}

function flowActions(model: Model, extensions: ModelChecks['extensions']): readonly FlowActions[] {
  return model.documents('flow').map((flow) => ({
    flow,
    actions: visitDocument(model, extensions, { kind: 'flow', document: flow })
      .filter(outerAction)
      .map(({ value }) => value as ActionDocument),
  }))
}

/** Stored figures of all entities, with what each is worked out from. */
function derivedFields(model: Model, kit: Kit): readonly DerivedField[] {
  return model.entities.flatMap(({ key: entity, fields }) =>
    fields.flatMap(({ key, type, document }): readonly DerivedField[] => {
      const source = kit.fields.find(type)?.source?.(document)
      if (source === undefined || !('expr' in source)) return []
      const { expr } = source
      return [{ entity, field: key, label: document.label, reads: readsOf(model, entity, expr) }]
    }),
  )
}

function readsOf(model: Model, entity: string, expr: Expression): DerivedField['reads'] {
  const scope = model.entity(entity)?.scope
  const checked = scope === undefined ? undefined : language.check(expr, scope, { allow: { previous: true } })
  const paths = checked?.ok === true ? checked.info.deps.paths : [...namesIn(expr)]
  return paths.flatMap((path) => alongPath(model, entity, path.split('.')))
}

/** What a path reads: the field of each step, the rows of each relation. */
function alongPath(model: Model, entity: string, steps: readonly string[]): DerivedField['reads'] {
  const [head = '', ...rest] = steps
  const of = model.entity(entity)
  const relation = of?.relation(head)
  if (relation !== undefined) {
    const rows = { entity: relation.target, field: relation.via }
    return [rows, ...(rest.length === 0 ? [] : alongPath(model, relation.target, rest))]
  }
  const own = { entity, field: head }
  const type = of?.scope.find(head)?.type
  const next = type?.kind === 'id' ? type.entity : undefined
  return rest.length === 0 || next === undefined ? [own] : [own, ...alongPath(model, next, rest)]
}

/**
 * Fields that actions read: those their own settings name, and those of the score or decision table a setting names.
 * A text that is a template or a name of a field counts as a reading of everything.
 */
function readsOfActions(model: Model): ReadsOf {
  return (action) => {
    const names = new Set(namesIn(action as unknown as Expression))
    for (const value of Object.values(action)) {
      if (typeof value !== 'string') continue
      if (value.includes('{{') || value.startsWith('$')) return undefined
      const document = model.document('score', value) ?? model.document('table', value)
      for (const name of namesIn(document as unknown as Expression)) names.add(name)
    }
    return names
  }
}
