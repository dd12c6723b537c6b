import type { Scope } from '@mortise/expressions'
import type { SettingEditor } from '../extension/setting.ts'
import type { Model } from '../model/model.ts'

/**
 * What a place of a document holds. Beside the words for settings: `view` of the entity beside it, `dashboard`,
 * `value` (a plain value, a `$record.` path, a filled text or an expression), `cell` (one of a decision table),
 * `option` (of a choice field), `results` (fields that results of a table go into by their names, which nobody wrote),
 * and the extension places `field_type`, `node`, `chart`.
 */
export type SlotHolds =
  | SettingEditor
  | 'view'
  | 'dashboard'
  | 'assignee'
  | 'person'
  | 'step'
  | 'field_type'
  | 'node'
  | 'chart'
  | 'cell'
  | 'option'
  | 'results'

/** What is known around a place. Entities are keys; undefined where a document names none. */
export type SlotContext = {
  readonly model: Model
  /** Kind of the document. */
  readonly kind: string
  /** Entity of the record at hand: what expressions are evaluated on. */
  readonly home: string | undefined
  /** Entity whose fields are meant. */
  readonly of: string | undefined
  /** Names beyond an entity's, such as a report's measures. */
  readonly scope?: Scope | undefined
  /** Entity that a value is written into. */
  readonly into?: string | undefined
  /** The database runs it, whatever its scope. */
  readonly inDatabase?: boolean | undefined
  /** Choice field of `of`, or a path to one, that a plain text here is an option of. */
  readonly choice?: string | undefined
}

/** One matched place: its value, the way to it, and everything on the way from the root to its parent. */
export type Place = {
  readonly value: unknown
  readonly parts: readonly (string | number)[]
  readonly trail: readonly unknown[]
  /** The name itself is meant, not what stands under it. */
  readonly isKey?: boolean
}

/**
 * Where a kind of document (or a piece of one) holds something. `at` is a path of names with `*` for every item or
 * value, `~` for every key of an object, and `**` for any depth. The same list drives publish checks, "used by" and
 * renames.
 */
export type Slot = {
  readonly at: string
  readonly holds: SlotHolds
  /** Entity whose fields are meant here, and on whose rows an expression runs; absent means the context's. */
  readonly of?: (place: Place, context: SlotContext) => string | undefined
  /** Scope of an expression, where it is not an entity's. */
  readonly scope?: (place: Place, context: SlotContext) => Scope | undefined
  /**
   * Whether the database runs an expression, though names beyond an entity's stand in it: their values are written out
   * before.
   */
  readonly inDatabase?: (place: Place, context: SlotContext) => boolean
  /** Key of the choice field, or the path to it, that a plain text here is an option of. */
  readonly choice?: (place: Place) => string | undefined
  /** Results of a decision table: a plain text is an option of whatever choice fields rules and flows write it into. */
  readonly isResult?: boolean
  /** Places below this one where something is meant though nobody wrote it: those are visited in its stead. */
  readonly implied?: (place: Place) => readonly Place[]
  /** Whether the slot applies, from the object it stands in. */
  readonly only?: (place: Place) => boolean
  /** Only names are looked at here, for "used by" and renames; whether they make sense is checked elsewhere. */
  readonly named?: boolean
}

/** A filled slot: what is there and what names mean there. */
export type Visit = {
  readonly holds: SlotHolds
  readonly value: unknown
  readonly parts: readonly (string | number)[]
  /** The object or list the value stands in. */
  readonly parent: unknown
  /** Everything on the way from the document to that parent. */
  readonly trail: readonly unknown[]
  /** The name of a property is meant, not its value. */
  readonly isKey: boolean
  /** Nobody wrote it: the setting is absent and its default names something. */
  readonly implicit: boolean
  /** Only its names are looked at; it is checked elsewhere. */
  readonly named: boolean
  readonly context: SlotContext
}
