import { administratorsOf, createInstance, type FlowContext } from '@mortise/flows'
import type { FlowDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { engineOf } from './step.ts'

/** Whether somebody administers a flow: in the workspace, or as the flow names them. */
export function administersFlow(unit: Unit, actor: Actor, flow: FlowDocument): boolean {
  if (actor.admin) return true
  if (flow.administrators === undefined || actor.userId === null) return false
  const none = { id: '', definitionVersion: '', recordId: '', starter: '', now: unit.now }
  const record = { entity: flow.entity, id: '', values: {}, isNew: false }
  const ctx = { record, directory: unit.people.directory } as unknown as FlowContext
  const search = { instance: createInstance(flow, none), ctx, evaluate: () => null }
  return administratorsOf(engineOf(unit, flow), search).includes(actor.userId)
}
