import type { ErrorDetail } from '@mortise/errors'
import type { Expression, Scope } from '@mortise/expressions'
import { type EntityModel, type FieldDocument, joinScope } from '@mortise/schema'
import { errors } from '../errors.ts'
import { nearHint, problem } from '../problems.ts'
import type { ReportContext } from '../types.ts'
import { checkCondition, checkStored } from './standard/check-parts.ts'

type Given = {
  /** Pointer to the settings. */
  readonly path: string
  /** Entity of the report. */
  readonly entity: EntityModel
  readonly ctx: ReportContext
}

type Values = { readonly [key: string]: unknown }

/**
 * Problems of expressions, conditions and entities in settings, each where it stands: the list of settings tells what
 * each of them holds and of whose records it speaks.
 */
export function checkSettings(
  fields: readonly FieldDocument[],
  values: Values,
  given: Given,
): readonly ErrorDetail[] {
  return fields.flatMap((field) => {
    const value = values[field.key]
    return value === undefined ? [] : checkOne(field, value as Expression, { values, given })
  })
}

function checkOne(
  { key, settings = {} }: FieldDocument,
  value: Expression,
  { values, given }: { readonly values: Values; readonly given: Given },
): readonly ErrorDetail[] {
  const { entity, ctx } = given
  const path = `${given.path}/${key}`
  const { editor, of } = settings
  if (editor === 'entity') return entityExists(String(value), path, ctx)
  const scope = typeof of === 'string' ? scopeBehind(String(values[of]), given) : entity.scope
  if (scope === undefined) return []
  if (editor === 'condition') return checkCondition(value, scope, { path, ctx })
  return editor === 'value_of' || editor === 'expression' ? checkStored(value, scope, { path, ctx }) : []
}

/** Names on the records of an entity, or on the rows that a relation leads to. */
function scopeBehind(name: string, { entity, ctx }: Given): Scope | undefined {
  return ctx.model.entity(name)?.scope ?? joinScope(ctx.model, entity.key, { path: name })
}

function entityExists(wanted: string, path: string, { model }: ReportContext): readonly ErrorDetail[] {
  if (model.entity(wanted) !== undefined) return []
  const hint = nearHint(
    wanted,
    model.entities.map((one) => one.key),
  )
  return [problem(path, errors.REPORT_ENTITY_UNKNOWN({ entity: wanted, hint }))]
}
