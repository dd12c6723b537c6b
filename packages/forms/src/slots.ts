import type { ErrorDetail } from '@mortise/errors'
import {
  makeScope,
  type EvaluationInput,
  type Expression,
  type ExpressionType,
  type Json,
  type Language,
  type Scope,
  type ScopeName,
} from '@mortise/expressions'
import type { EntityModel, FieldDocument, OptionDocument } from '@mortise/schema'

/** A checked expression. */
export type Slot = {
  readonly paths: readonly string[]
  readonly run: (input: EvaluationInput) => Json
  /** Whether it looks through another entity. */
  readonly asks?: boolean
}

/** Checks and compiles the expressions of one form; collects what is wrong with them. */
export type SlotCompiler = {
  readonly problems: ErrorDetail[]
  readonly slot: (
    expression: Expression | undefined,
    at: { readonly scope: Scope; readonly pointer: string; readonly expect?: ExpressionType['kind'] },
  ) => Slot | undefined
}

/** Makes a compiler of slots. A wrong expression gives a problem and no slot. */
export function slotCompiler(language: Language): SlotCompiler {
  const problems: ErrorDetail[] = []
  return {
    problems,
    slot: (expression, { scope, pointer, expect }) => {
      if (expression === undefined) return undefined
      const type = expect === undefined ? undefined : ({ kind: expect } as ExpressionType)
      const checked = language.check(expression, scope, {
        allow: { previous: true },
        ...(type === undefined ? {} : { expect: type }),
      })
      if (!checked.ok) {
        problems.push(...checked.problems.map((one) => ({ ...one, path: `${pointer}${one.path}` })))
        return undefined
      }
      const { paths, lookups } = checked.info.deps
      return { paths, run: language.compile(expression, scope), asks: lookups.length > 0 }
    },
  }
}

/** Whether a slot's condition holds on an input. */
export function holds(slot: Slot, input: EvaluationInput): boolean {
  return slot.run(input) === true
}

/** Name of the record being filled in, inside filters over options or link targets. */
export const recordName = 'record'

function recordEntry(entity: EntityModel): ScopeName {
  const label = { zh: '当前记录', en: 'This record' }
  return {
    key: recordName,
    label,
    type: { kind: 'id', entity: entity.key },
    nullable: false,
    target: () => entity.scope,
  }
}

/** What names mean in a filter over a link's target: the target's fields, and `record.…` for the record at hand. */
export function targetScope(target: Scope, entity: EntityModel): Scope {
  const record = recordEntry(entity)
  return {
    name: target.name,
    find: (key) => (key === recordName ? record : target.find(key)),
    keys: () => [...target.keys(), recordName],
  }
}

const kinds: { readonly [type: string]: ExpressionType } = {
  string: { kind: 'text' },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
}

/** Plain attributes of an option: what a filter over options can read. */
export function attributesOf(option: OptionDocument): { readonly [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(option).filter(
      (entry): entry is [string, string | number | boolean] => kinds[typeof entry[1]] !== undefined,
    ),
  )
}

/** What names mean in a filter over options: their attributes, and `record.…`. */
export function optionScope(options: readonly OptionDocument[], entity: EntityModel): Scope {
  const names = new Map<string, ScopeName>()
  for (const option of options) {
    for (const [key, value] of Object.entries(attributesOf(option))) {
      const type = kinds[typeof value]
      if (type !== undefined && !names.has(key)) names.set(key, { key, label: key, type, nullable: true })
    }
  }
  return makeScope('option', [...names.values(), recordEntry(entity)])
}

/** The choices in a field's settings, whatever its type. */
export function optionsIn(document: FieldDocument): readonly OptionDocument[] | undefined {
  const list: unknown = document.settings?.['options']
  return Array.isArray(list) ? (list as readonly OptionDocument[]) : undefined
}
