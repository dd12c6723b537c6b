import { inspectionOf } from '@mortise/kit'
import {
  type Change,
  documentKinds,
  documentUses,
  type FlowDocument,
  type Model,
  type Reference,
  type RoleDocument,
  usageIndex,
  type UsageIndex,
} from '@mortise/schema'
import type { LocalizedText } from '@mortise/errors'
import type { ApiKeyRow } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import type { Proposal } from './proposal.ts'

/** A document that a change reaches, with how many of its places. */
export type Reached = {
  readonly kind: string
  readonly key: string
  readonly label: LocalizedText
  readonly places: number
}

/** Whom and what a change reaches. */
export type Impact = {
  readonly documents: readonly Reached[]
  /** Runs under way of flows among them. */
  readonly instances: number
  /** Keys of programs whose role may touch what changes. */
  readonly apiKeys: readonly string[]
}

/** The entity before, by the name it has afterwards. */
function nameBefore(change: Change): string {
  return change.from ?? change.key
}

/**
 * What a change touches: the document itself where it goes or gets another name, else the fields that are dropped, renamed
 * or changed in it.
 */
function targetsOf(change: Change): readonly Reference[] {
  const key = nameBefore(change)
  if (change.type === 'added') return []
  if (change.type !== 'changed') return [{ kind: change.kind, key }]
  if (change.kind !== 'entity') return [{ kind: change.kind, key }]
  // Fields are told by the names they have now; asked for by those they had.
  const renamed = new Map(
    (change.steps ?? []).flatMap(({ change: step }) =>
      step.type === 'rename_field' ? [[step.to, step.from] as const] : [],
    ),
  )
  const before = (field: string): string => renamed.get(field) ?? field
  return (change.steps ?? []).flatMap(({ change: step }): readonly Reference[] => {
    if (step.type === 'rename_field') return [{ kind: 'entity', key, field: step.from }]
    if (step.type === 'rename_options')
      return step.options.map(({ from }) => ({
        kind: 'entity',
        key,
        field: before(step.field),
        option: from,
      }))
    if (step.type === 'drop_field') return [{ kind: 'entity', key, field: step.field }]
    if (step.type === 'change_field' || step.type === 'change_field_type')
      return [{ kind: 'entity', key, field: before(step.field) }]
    return []
  })
}

function reached(
  model: Model,
  targets: readonly Reference[],
  given: { readonly self: string; readonly used: UsageIndex },
): readonly Reached[] {
  const usages = targets.flatMap((target) => given.used(target))
  const places = Map.groupBy(usages, (one) => `${one.kind} ${one.key}`)
  return [...places]
    .filter(([name]) => name !== given.self)
    .flatMap(([, [first, ...more]]): readonly Reached[] => {
      if (first === undefined) return []
      const document = model.document(first.kind, first.key)
      const label = document !== undefined && 'label' in document ? (document.label ?? first.key) : first.key
      return [{ kind: first.kind, key: first.key, label, places: more.length + 1 }]
    })
    .toSorted((a, b) => order(a.kind) - order(b.kind) || (a.key < b.key ? -1 : 1))
}

const order = (kind: string): number => documentKinds.findIndex((one) => one === kind)

/** Whether a role reaches what changes: a record of the entity, and at least one of the fields that do. */
function mayTouch(
  role: RoleDocument,
  change: Change,
  { documents, targets }: { readonly documents: readonly Reached[]; readonly targets: readonly Reference[] },
): boolean {
  if (role.admin === true) return true
  if (change.kind === 'entity') {
    const grant = role.entities?.[nameBefore(change)]
    if (grant === undefined) return false
    const rights = grant.fields ?? {}
    const isHidden = (field: string): boolean => (rights[field] ?? rights['*']) === 'hidden'
    return targets.some(({ field }) => field === undefined || !isHidden(field))
  }
  if (documents.some((one) => one.kind === 'role' && one.key === role.key)) return true
  if (change.kind === 'flow') return role.flows?.[nameBefore(change)] !== undefined
  if (change.kind === 'report')
    return role.reports === 'all' || role.reports?.includes(nameBefore(change)) === true
  if (change.kind === 'role') return role.key === nameBefore(change)
  return false
}

function keysOf(
  keys: readonly ApiKeyRow[],
  roles: readonly RoleDocument[],
  given: {
    readonly change: Change
    readonly documents: readonly Reached[]
    readonly targets: readonly Reference[]
  },
): readonly string[] {
  const { change } = given
  if (
    change.kind !== 'entity' &&
    change.kind !== 'report' &&
    change.kind !== 'role' &&
    change.kind !== 'flow'
  )
    return []
  const able = new Set(roles.filter((role) => mayTouch(role, change, given)).map((role) => role.key))
  return keys.filter((one) => able.has(one.role)).map((one) => one.name)
}

/** Whom and what each change of a proposal reaches, in the order of its changes. */
export async function impactOf(workspace: Workspace, proposal: Proposal): Promise<readonly Impact[]> {
  const { checks } = inspectionOf(workspace.options.kit)
  const { before, changes } = proposal
  const used = usageIndex(before, checks)
  const runs = (await workspace.store.flows.openDefinitions()).map(({ flow, count, json }) => {
    // A run goes by the definition it began with, whatever was published since.
    const kept = (json as unknown as FlowDocument | null) ?? before.document('flow', flow)
    const leansOn =
      kept === undefined ? () => false : documentUses(before, checks, { kind: 'flow', document: kept })
    return { flow, count, leansOn }
  })
  const keys = await workspace.store.people.apiKeys()
  return changes.map((change) => {
    const targets = targetsOf(change)
    const self = `${change.kind} ${nameBefore(change)}`
    const documents = reached(before, targets, { self, used })
    const own = change.kind === 'flow' ? nameBefore(change) : undefined
    const instances = runs
      .filter(({ flow, leansOn }) => flow === own || targets.some(leansOn))
      .reduce((sum, one) => sum + one.count, 0)
    const touched = targets.length > 0 || change.kind === 'role'
    const apiKeys = touched ? keysOf(keys, before.documents('role'), { change, documents, targets }) : []
    return { documents, instances, apiKeys }
  })
}
