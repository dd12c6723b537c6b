import type { ExpressionType } from '@mortise/expressions'
import type { FieldDocument } from '../documents/entity.ts'

/**
 * What the model has to know of a field type to give names their meaning. Every field type has it; `compileModel`
 * gets the list as an argument, so that this package knows no type by name.
 */
export type FieldFacts = {
  readonly type: string
  /**
   * Type in expressions. `resolve` answers for other fields of the model (lookups and formulas lean on them).
   * `rows` types are relations and hold no value of their own.
   */
  readonly expressionType: (field: FieldDocument, resolve: FieldResolver) => ExpressionType
  /** Entity that a link or sub-table points at. */
  readonly target?: (field: FieldDocument) => string | undefined
  /** For sub-tables: the link field of the target that points back. */
  readonly parentField?: (field: FieldDocument) => string | undefined
  /** Path of the field whose value it shows as it is. */
  readonly shows?: (field: FieldDocument) => string | undefined
  /** Its value is worked out from other fields, so that circles of such fields are refused. */
  readonly computed?: boolean
  /** Whether Postgres can compute its value in place. Default true. */
  readonly sql?: boolean
}

/**
 * Looks up a path such as `customer.level` from an entity; undefined when it leads nowhere. The entity `''` is the one
 * that the asking field belongs to.
 */
export type FieldResolver = (entity: string, path: string) => ExpressionType | undefined
