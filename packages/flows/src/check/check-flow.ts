import { nearestName } from '@mortise/errors'
import type { CheckResult, Expression, ExpressionType, Scope } from '@mortise/expressions'
import { type ExtensionList, extensionList, type FlowDocument, type Model } from '@mortise/schema'
import type { AssigneeType } from '../assignees/define.ts'
import { builtinAssignees } from '../assignees/index.ts'
import type { NodeType } from '../define.ts'
import { graphOf } from '../engine/graph.ts'
import { checkApprovals } from './approvals.ts'
import { checkCalls, type FlowsByKey } from './calls.ts'
import { checkPatterns } from './patterns.ts'
import { type FlowProblem, problem } from './problem.ts'
import { checkPromises } from './promises.ts'
import { flowScope } from './scope.ts'
import { checkScopes } from './scopes.ts'
import { checkSoundness } from './soundness.ts'
import { checkBranches, checkCycles, checkNames, checkWays, type Checked } from './structure.ts'
import { checkRestarts, checkSecrets, type WritesOf } from './writes.ts'

/** What a flow is checked against. Without `language` and a scope expressions are left alone (a draft being drawn). */
export type CheckOptions = {
  readonly nodes: ExtensionList<NodeType>
  readonly assignees?: ExtensionList<AssigneeType>
  readonly model?: Pick<Model, 'entity'>
  /** The other flows, for what this one starts. */
  readonly flows?: FlowsByKey
  /** What actions write, for flows that records start. */
  readonly writesOf?: WritesOf
  /** Scope of the record; default: the model's. */
  readonly scope?: Scope
  readonly language?: {
    readonly check: (
      expression: Expression,
      scope: Scope,
      options?: { readonly expect?: ExpressionType; readonly allow?: { readonly previous?: boolean } },
    ) => CheckResult
  }
}

type Slot = { readonly path: string; readonly expr: Expression; readonly expect?: ExpressionType }

function slots({ definition, nodes }: Checked): readonly Slot[] {
  const condition = (path: string, expr: Expression | undefined): readonly Slot[] =>
    expr === undefined ? [] : [{ path, expr, expect: { kind: 'boolean' } }]
  return [
    ...condition('/start/condition', definition.start.condition),
    ...definition.edges.flatMap((edge, index) => condition(`/edges/${index}/condition`, edge.condition)),
    ...definition.nodes.flatMap((node, index) =>
      (nodes.find(node.type)?.expressions?.(node) ?? []).map((slot) => ({
        ...slot,
        path: `/nodes/${index}${slot.path}`,
      })),
    ),
  ]
}

function checkExpressions(
  checked: Checked,
  options: CheckOptions,
  scope: Scope | undefined,
): readonly FlowProblem[] {
  const { language } = options
  if (language === undefined || scope === undefined) return []
  return slots(checked).flatMap(({ path, expr, expect }) => {
    const result = language.check(expr, scope, {
      allow: { previous: true },
      ...(expect === undefined ? {} : { expect }),
    })
    if (result.ok) return []
    return result.problems.map((one): FlowProblem => ({ ...one, path: `${path}${one.path}`, level: 'block' }))
  })
}

/** The field a source reads, without `$record.`. */
function fieldOf(text: string | undefined): string | undefined {
  if (text === undefined || text === 'starter' || text === '$starter' || text === 'assignee') return undefined
  return text.replace(/^\$record\./, '').split('.')[0]
}

function checkPeople(
  checked: Checked,
  options: CheckOptions,
  scope: Scope | undefined,
): readonly FlowProblem[] {
  const types = options.assignees ?? extensionList(builtinAssignees)
  return checked.definition.nodes.flatMap((node, index) =>
    (checked.nodes.find(node.type)?.assignees?.(node) ?? []).flatMap(
      ({ path, source }): readonly FlowProblem[] => {
        const at = `/nodes/${index}${path}`
        const type = types.find(source.type)
        if (type === undefined) {
          const near =
            nearestName(
              source.type,
              types.all.map((one) => one.type),
            ) ?? '-'
          return [
            problem(`${at}/type`, {
              code: 'FLOW_ASSIGNEE_UNKNOWN',
              zh: `不认识的人员来源“${source.type}”，相近的有 ${near}`,
              en: `unknown way to name people "${source.type}", nearest ${near}`,
            }),
          ]
        }
        const missing = type.needs
          .filter((key) => source[key] === undefined)
          .map((key) =>
            problem(`${at}/${key}`, {
              code: 'FLOW_ASSIGNEE_INCOMPLETE',
              zh: `“${type.label.zh}”还缺设置`,
              en: `"${type.label.en}" lacks "${key}"`,
            }),
          )
        const names = [fieldOf(source.field), fieldOf(source.of)].filter((name) => name !== undefined)
        const lost = scope === undefined ? [] : names.filter((name) => scope.find(name) === undefined)
        return [
          ...missing,
          ...lost.map((name) => {
            const near = nearestName(name, scope?.keys() ?? []) ?? '-'
            return problem(at, {
              code: 'FLOW_FIELD_UNKNOWN',
              zh: `没有字段“${name}”，相近的有 ${near}`,
              en: `no field "${name}", nearest ${near}`,
            })
          }),
        ]
      },
    ),
  )
}

function checkSettings({ definition, nodes }: Checked): readonly FlowProblem[] {
  return definition.nodes.flatMap((node, index) =>
    (nodes.find(node.type)?.check?.(node) ?? []).map(({ path, code, zh, en }) =>
      problem(`/nodes/${index}${path}`, { code: code ?? 'FLOW_SETTING', zh, en }),
    ),
  )
}

function checkFields(definition: FlowDocument, scope: Scope | undefined): readonly FlowProblem[] {
  if (scope === undefined) return []
  return (definition.lock?.except ?? []).flatMap((field, index) =>
    scope.find(field) !== undefined
      ? []
      : [
          problem(`/lock/except/${index}`, {
            code: 'FLOW_FIELD_UNKNOWN',
            zh: `没有字段“${field}”`,
            en: `no field "${field}"`,
          }),
        ],
  )
}

/** A flow that a message starts says which. Flows of before, which nothing started, may stay as they are. */
function checkStart({ start }: FlowDocument): readonly FlowProblem[] {
  if (start.type !== 'message' || (start.message ?? '') !== '') return []
  return [
    problem('/start/message', {
      code: 'FLOW_START_MESSAGE',
      zh: '请填写由哪条消息发起',
      en: 'name the message that starts it',
      level: 'warn',
    }),
  ]
}

/**
 * Publish checks of a flow. Names come first; only a graph that holds together is played through for deadlocks. Each
 * problem names its place as a JSON pointer; those of level `warn` don't stop a publish.
 */
export function checkFlow(definition: FlowDocument, options: CheckOptions): readonly FlowProblem[] {
  const checked: Checked = { definition, nodes: options.nodes, graph: graphOf(definition) }
  const entity = options.model?.entity(definition.entity)
  if (options.model !== undefined && entity === undefined)
    return [
      problem('/entity', {
        code: 'FLOW_ENTITY_UNKNOWN',
        zh: `没有数据表“${definition.entity}”`,
        en: `no entity "${definition.entity}"`,
      }),
    ]
  const record = options.scope ?? entity?.scope
  const scope = record === undefined ? undefined : flowScope(definition, record)
  const names = checkNames(checked)
  if (names.some((one) => one.code !== 'FLOW_NODE_UNKNOWN')) return names
  const rooms = checkScopes(checked)
  const shape = [
    ...names,
    ...rooms,
    ...checkWays(checked),
    ...checkBranches(checked),
    ...checkCycles(checked),
    ...checkPatterns(checked),
  ]
  return [
    ...shape,
    ...(shape.some((one) => one.level === 'block') ? [] : checkSoundness(checked)),
    ...checkStart(definition),
    ...checkSettings(checked),
    ...checkApprovals(checked),
    ...checkExpressions(checked, options, scope),
    ...checkPeople(checked, options, scope),
    ...checkFields(definition, record),
    ...checkCalls(checked, options.flows),
    ...checkPromises(definition, entity),
    ...checkRestarts(definition, options.writesOf),
    ...checkSecrets(definition),
  ]
}
