import type { ErrorDetail, Locale, Localized } from '@mortise/errors'
import type {
  CheckResult,
  Expression,
  ExpressionType,
  RenameCall,
  RenameStep,
  Scope,
} from '@mortise/expressions'
import type { ExtensionHead } from '../extension/head.ts'
import type { SchemaExtensions } from '../json-schemas/extensions.ts'
import type { Model } from '../model/model.ts'

/** What publish checks need of the expression language. */
export type ExpressionChecker = {
  readonly check: (
    expression: Expression,
    scope: Scope,
    options?: {
      readonly expect?: ExpressionType | undefined
      readonly allow?:
        | { readonly previous?: boolean; readonly lookup?: boolean; readonly window?: boolean }
        | undefined
      readonly sql?: boolean | undefined
    },
  ) => CheckResult
  readonly rename: (expression: Expression, scope: Scope, rename: RenameStep, call?: RenameCall) => Expression
  readonly print: (expression: Expression, locale: Locale) => string
  /** Reads the text form of `{{…}}` places. */
  readonly parse: (
    text: string,
  ) =>
    | { readonly ok: true; readonly expression: Expression }
    | { readonly ok: false; readonly problem: { readonly message: Localized } }
}

/** What a model is checked with. */
export type ModelChecks = {
  readonly extensions: Omit<SchemaExtensions, 'fields'> & {
    readonly fields: readonly (ExtensionHead & { readonly computed?: boolean })[]
  }
  readonly language: ExpressionChecker
}

/** One document at hand: where problems of it are told. */
export type CheckAt = { readonly model: Model; readonly checks: ModelChecks; readonly file: string }

/** Looks at one thing and says what is wrong with it. */
export type Check<T> = (thing: T, at: CheckAt) => readonly ErrorDetail[]
