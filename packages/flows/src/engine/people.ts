import type { Expression, Json } from '@mortise/expressions'
import { type AssigneeSource, extensionList } from '@mortise/schema'
import { builtinAssignees } from '../assignees/index.ts'
import type { FlowContext, FlowInstance } from '../types.ts'
import type { Engine } from './run.ts'

const builtin = extensionList(builtinAssignees)

/** Where people are looked for. */
export type Search = {
  readonly instance: FlowInstance
  readonly ctx: FlowContext
  readonly evaluate: (expression: Expression) => Json
  /** The node they are looked for: what was picked for it counts. */
  readonly nodeId?: string
  /** Whose task it is now, for escalation. */
  readonly assignee?: string | undefined
}

/** Active people behind sources, each once, in order. */
export function peopleBehind(
  engine: Engine,
  sources: readonly AssigneeSource[],
  { instance, ctx, evaluate, nodeId, assignee }: Search,
): readonly string[] {
  const types = engine.assignees ?? builtin
  const { record, directory } = ctx
  const found = sources.flatMap(
    (source) =>
      types.find(source.type)?.resolve(source, {
        starter: instance.starter,
        record,
        directory,
        evaluate,
        assignee,
        picked: instance.picks?.[nodeId ?? ''] ?? [],
        department: instance.department,
      }) ?? [],
  )
  // A document written by hand may name people by their key.
  const people = found.flatMap((id) => directory.user(id) ?? [])
  return [...new Set(people.filter((one) => one.active).map((one) => one.id))]
}

/** Who keeps a flow's runs today, whatever version they are on. */
export function keepersOf(engine: Engine, search: Search): readonly string[] {
  const { keepers } = search.ctx
  if (keepers === undefined) return administratorsOf(engine, search)
  return administratorsOf(
    { ...engine, definition: { ...engine.definition, administrators: keepers } },
    search,
  )
}

/** Who administers a flow's runs: whom it names, else the administrators of the workspace. */
export function administratorsOf(engine: Engine, search: Search): readonly string[] {
  const named = peopleBehind(engine, engine.definition.administrators ?? [], search)
  if (named.length > 0) return named
  return search.ctx.directory
    .admins()
    .filter((one) => one.active)
    .map((one) => one.id)
}
