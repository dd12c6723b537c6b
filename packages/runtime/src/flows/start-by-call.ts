import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { mayStart } from '../model/rights.ts'
import { rootCause } from '../records/cause.ts'
import { entityFor } from '../records/entity-for.ts'
import { refuseUnchosen, type StartChoices } from './approvals/start-choices.ts'
import { startFlow } from './start.ts'

/** A start that a person or a program asks for. */
export type StartCall = {
  readonly flow: string
  readonly entity: string
  /** The record it runs on. */
  readonly id: string | undefined
  /** Instead of it: a record to make. Only for flows that programs start. */
  readonly values: RecordValues | undefined
  /** What variables of the flow begin with. Only for flows that programs start. */
  readonly variables: { readonly [key: string]: Json } | undefined
  readonly commandId: string
  /** What a person chooses besides. */
  readonly choices?: StartChoices
}

/**
 * Starts a flow because somebody asked for it, with that caller's rights: who may not start it finds none, who may not
 * read the record finds none. Gives the run's id.
 */
export async function startByCall(unit: Unit, actor: Actor, call: StartCall): Promise<string> {
  const { flow, commandId, values, variables, choices = {} } = call
  const entity = entityFor(unit, actor, call.entity)
  const definition = unit.published.model.document('flow', flow)
  if (definition === undefined || !mayStart(unit.published, actor, flow))
    throw errors.FLOW_NOT_FOUND({ name: flow })
  const byProgram = definition.start.type === 'api'
  const name = say(definition.label, actor.locale)
  if (!byProgram && (values ?? variables) !== undefined) throw errors.FLOW_NOT_BY_CALL({ name })
  const known = new Set((definition.variables ?? []).map(({ key }) => key))
  const strange = Object.keys(variables ?? {}).find((key) => !known.has(key))
  if (strange !== undefined) throw errors.FLOW_VARIABLE_UNKNOWN({ name, key: strange })
  const recordId =
    call.id ??
    (
      await unit.commands.save(unit, actor, {
        request: { op: 'create', entity: entity.key, values: values ?? {} },
        cause: rootCause(commandId),
      })
    ).record.id
  if ((await unit.door(actor).get(entity.key, recordId, { fields: ['id'] })) === null)
    throw errors.RECORD_NOT_FOUND()
  await refuseUnchosen(unit, actor, { definition, recordId, choices })
  const given = variables === undefined ? {} : { given: variables }
  return startFlow(unit, { flow, entity: entity.key, recordId, actor, commandId, choices, ...given })
}
