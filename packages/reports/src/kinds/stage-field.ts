import type { Expression } from '@mortise/expressions'
import type { EntityModel } from '@mortise/schema'
import { optionsOf } from '../scope.ts'

/** The field that holds where a record stands, with its values that mean won and lost. */
export type StageField = {
  readonly key: string
  readonly won: Expression
  readonly lost: Expression
}

/** The first field of an entity whose options say which of them is won. */
export function stageFieldOf(entity: EntityModel): StageField | undefined {
  for (const field of entity.fields) {
    const options = (optionsOf(field) ?? []) as readonly { readonly value: string; readonly kind?: unknown }[]
    const of = (kind: string): readonly string[] =>
      options.filter((one) => one.kind === kind).map((one) => one.value)
    if (of('won').length === 0) continue
    const among = (values: readonly string[]): Expression =>
      values.length === 1
        ? { '==': [{ var: field.key }, values[0] ?? null] }
        : { in: [{ var: field.key }, values] }
    return { key: field.key, won: among(of('won')), lost: among(of('lost')) }
  }
  return undefined
}
