import type { WireRecord } from '@mortise/client'
import type { LocalizedText } from '@mortise/errors'
import type { EntityModel, FieldDocument, PageBlock } from '@mortise/schema'
import type { ComponentType } from 'react'

/** What every block of a record's page gets. */
export type BlockProps = {
  readonly block: PageBlock
  readonly entity: EntityModel
  readonly record: WireRecord
}

/** A part that record pages are put together from. */
export type BlockType = {
  readonly type: string
  readonly label: LocalizedText
  readonly icon: string
  readonly description: LocalizedText
  /** Where it may stand: the wide part, the narrow one at the right, or both. */
  readonly place: 'main' | 'side' | 'both'
  /** Its properties, as a property panel asks for them. */
  readonly settings: readonly FieldDocument[]
  readonly Component: ComponentType<BlockProps>
}
