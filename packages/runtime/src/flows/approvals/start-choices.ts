import { say } from '@mortise/errors'
import { createInstance, type FlowInstance, type Picks, type Preview, simulate } from '@mortise/flows'
import type { FlowDocument, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { withLookups } from '../../context/lookups.ts'
import type { Unit } from '../../context/unit.ts'
import { errors } from '../../errors.ts'
import { contextFor } from '../flow-context.ts'
import { type PickNeed, pickNeeds } from './picks.ts'

/** What a person says when handing in. */
export type StartChoices = {
  readonly picks?: Picks
  readonly department?: string
  /** Administrators only: the day it counts as handed in, for what was decided on paper before. */
  readonly asOf?: string
}

/** A step of the way to come, as people see it. */
export type PreviewLine = {
  readonly nodeId: string
  readonly name: string
  readonly type: string
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly reason: string | null
    readonly copy: boolean
  }[]
  /** Its people are not known yet: somebody picks them, or data is missing. */
  readonly open: boolean
  /** Who picks them. */
  readonly picks: 'starter' | 'previous' | null
}

/** What would become of handing in, and what has to be said first. */
export type StartPreview = {
  readonly steps: readonly PreviewLine[]
  readonly status: Preview['status']
  readonly picks: readonly PickNeed[]
  /** Departments to choose from, where it matters and there are several. */
  readonly departments: readonly { readonly id: string; readonly name: string }[]
}

/** Departments a person may start for. */
function departmentsOf(unit: Unit, userId: string): readonly string[] {
  const user = unit.people.directory.user(userId)
  const own = user?.departmentId ?? null
  return [...new Set([...(own === null ? [] : [own]), ...(user?.otherDepartmentIds ?? [])])]
}

/** Whether people of the flow are found by the department of its starter. */
function asksDepartment({ nodes }: FlowDocument): boolean {
  const visit = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(visit)
    if (typeof value !== 'object' || value === null) return false
    const { type, department, of } = value as { readonly [key: string]: unknown }
    const starters = of === undefined || of === 'starter' || of === '$starter'
    return (
      (type === 'department_head' && department === undefined && starters) || Object.values(value).some(visit)
    )
  }
  return visit(nodes)
}

/** A run that is only thought of. */
function thought(
  unit: Unit,
  definition: FlowDocument,
  given: { readonly recordId: string; readonly starter: string; readonly choices: StartChoices },
): FlowInstance {
  const { picks, department } = given.choices
  return createInstance(definition, {
    id: unit.newId(),
    definitionVersion: 'preview',
    recordId: given.recordId,
    starter: given.starter,
    now: unit.now,
    ...(picks === undefined ? {} : { picks }),
    ...(department === undefined ? {} : { department }),
  })
}

/**
 * Shows before anything is handed in who would approve: the same engine on the same data, and nothing is written. `values`:
 * what stands in the form and is not saved yet.
 */
export async function previewStart(
  unit: Unit,
  actor: Actor,
  given: {
    readonly definition: FlowDocument
    readonly recordId: string
    readonly values?: RecordValues
    readonly choices: StartChoices
  },
): Promise<StartPreview> {
  const { definition, values, choices } = given
  const starter = actor.userId ?? ''
  const instance = thought(unit, definition, { ...given, starter })
  const context = await contextFor(unit, definition, instance, values === undefined ? {} : { values })
  const engine = { definition, nodes: unit.options.kit.nodes }
  const { picks, department } = choices
  const preview = await withLookups(unit, (lookup) =>
    simulate(engine, {
      starter,
      ctx: { ...context(lookup), runAction: () => [] },
      ...(picks === undefined ? {} : { picks }),
      ...(department === undefined ? {} : { department }),
    }),
  )
  const departments = asksDepartment(definition) ? departmentsOf(unit, starter) : []
  return {
    steps: preview.steps.flatMap((step) => lineOf(unit, actor, { definition, step })),
    status: preview.status,
    picks: await pickNeeds(unit, {
      definition,
      instance,
      type: 'starter_pick',
      ...(values === undefined ? {} : { values }),
    }),
    departments:
      departments.length < 2
        ? []
        : departments.map((id) => ({ id, name: unit.people.directory.department(id)?.name ?? id })),
  }
}

/** Steps that people have to do with; gateways and what runs by itself are left out. */
function lineOf(
  unit: Unit,
  actor: Actor,
  { definition, step }: { readonly definition: FlowDocument; readonly step: Preview['steps'][number] },
): readonly PreviewLine[] {
  const node = definition.nodes.find((one) => one.id === step.nodeId)
  const nobody = step.people.length === 0
  if (nobody && step.incident === null && step.picks === null) return []
  return [
    {
      nodeId: step.nodeId,
      name: say(node?.name, actor.locale) || step.nodeId,
      type: step.type,
      people:
        step.picks === null
          ? step.people.map(({ user, reason, copy }) => ({
              id: user,
              name: unit.people.directory.user(user)?.name ?? user,
              reason,
              copy,
            }))
          : [],
      open: step.picks !== null || step.incident !== null,
      picks: step.picks,
    },
  ]
}

/** Refuses to hand in what still lacks a choice of the starter, or has one the starter may not make. */
export async function refuseUnchosen(
  unit: Unit,
  actor: Actor,
  given: { readonly definition: FlowDocument; readonly recordId: string; readonly choices: StartChoices },
): Promise<void> {
  const { definition, choices } = given
  const { asOf, department, picks = {} } = choices
  if (asOf !== undefined && (!actor.admin || Number.isNaN(Date.parse(asOf)) || asOf > unit.now))
    throw errors.FLOW_AS_OF()
  if (actor.userId === null) return
  const mine = departmentsOf(unit, actor.userId)
  if (department !== undefined && !mine.includes(department)) throw errors.FORBIDDEN({ what: 'department' })
  if (department === undefined && mine.length > 1 && asksDepartment(definition)) {
    const named = mine.map((id) => ({ id, name: unit.people.directory.department(id)?.name ?? id }))
    throw errors.FLOW_DEPARTMENT_NEEDED({}, { data: { departments: named } })
  }
  const asked = JSON.stringify(definition.nodes).includes('"starter_pick"')
  if (!asked) return
  const preview = await previewStart(unit, actor, given)
  const missing = preview.steps.filter((one) => one.picks === 'starter' && !Object.hasOwn(picks, one.nodeId))
  if (missing.length === 0) return
  const names = missing.map((one) => `“${one.name}”`)
  throw errors.FLOW_PICKS_NEEDED(
    { namesZh: names.join('、'), namesEn: names.join(', ') },
    { data: { picks: preview.picks as never } },
  )
}
