import type { Localized } from '@mortise/errors'
import type { FieldDocument, FormNode } from '@mortise/schema'

/** A part of a form that is no field: how it looks in the palette, how it starts, what can be set. */
export type LayoutPart = {
  readonly type: FormNode['type']
  readonly label: Localized
  readonly icon: string
  readonly make: () => FormNode
  readonly settings: readonly FieldDocument[]
  /** False for parts that come from somewhere else than the palette. */
  readonly palette?: boolean
  /** Where it stands in the palette; among the layout if nothing is said. */
  readonly group?: 'layout' | 'linking'
  readonly hint?: Localized
  /** Whether it shares lines with others: its width can be set. */
  readonly wide?: boolean
}
