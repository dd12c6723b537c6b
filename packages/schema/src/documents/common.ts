import type { LocalizedText } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'

/** Settings of an extension (field type, node, action, …): described by its own field metadata. */
export type Settings = { readonly [key: string]: Json }

/** Head of every element a user designs. `id` is made once and never shown; `key` may be renamed. */
export type ElementHead = {
  readonly $schema?: string
  readonly id?: string
  /** `^[a-z][a-z0-9_]{0,47}$` */
  readonly key: string
  readonly label: LocalizedText
  readonly description?: LocalizedText
}

/** One choice of a select, multiselect or cascade. */
export type OptionDocument = {
  readonly value: string
  readonly label: LocalizedText
  /** One of the 12 tints of the look: gray red orange amber lime green teal cyan blue indigo violet pink. */
  readonly color?: string
  readonly disabled?: boolean
  /** Further attributes, such as a stage's `probability` (0–100), `kind` (`open`, `won`, `lost`), `staleDays`. */
  readonly [attribute: string]: Json | LocalizedText | undefined
}

/** One key of a sort order. */
export type SortKey = { readonly field: string; readonly dir?: 'asc' | 'desc' }

/** A condition slot. */
export type Condition = Expression

/**
 * With whose rights a flow or rule acts: those of whoever set it going, or those of a role made for the purpose (a
 * `service` role), on behalf of that person. Absent means `starter`.
 */
export type RunAs = { readonly type: 'starter' | 'role'; readonly role?: string }
