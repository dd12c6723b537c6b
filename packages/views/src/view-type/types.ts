import type { FilterExpression } from '@mortise/client'
import type { LocalizedText } from '@mortise/errors'
import type { EntityModel, FieldDocument, FieldModel, ViewDocument, ViewKind } from '@mortise/schema'
import type { ComponentType } from 'react'
import type { Column } from '../list/columns.ts'
import type { TableShape } from '../list/shape.ts'
import type { ListSearch } from '../list/search.ts'

/** What every way of looking gets: the records meant, and the address that keeps what is shown. */
export type ViewProps = {
  readonly entity: EntityModel
  /** Undefined where an entity has no view of its own yet. */
  readonly view: ViewDocument | undefined
  readonly filter: FilterExpression | undefined
  readonly search: ListSearch
  readonly onSearch: (change: ListSearch) => void
  readonly columns: readonly Column[]
  readonly shape: TableShape
  /** Takes a layout of columns; none means the view's own again. */
  readonly onShape: (shape: TableShape | undefined) => void
  /** Begins a condition on a field. */
  readonly onFilter: (field: string) => void
  readonly compact: boolean
}

/** Property of a view that names fields. */
export type SlotKey =
  | 'columns'
  | 'groupBy'
  | 'sums'
  | 'startField'
  | 'endField'
  | 'colorField'
  | 'progressField'
  | 'coverField'

/** A place of a view that fields are put into. */
export type ViewSlot = {
  readonly key: SlotKey
  readonly label: LocalizedText
  readonly hint: LocalizedText
  /** Holds several fields, in order. */
  readonly many: boolean
  /** The view can't be shown without it. */
  readonly required: boolean
  /** Whether a field means something here. */
  readonly takes: (field: FieldModel, entity: EntityModel) => boolean
}

/** A way of looking at records. */
export type ViewType = {
  readonly type: ViewKind
  readonly label: LocalizedText
  readonly icon: string
  readonly description: LocalizedText
  readonly Component: ComponentType<ViewProps>
  /** Whether people choose columns and row height of it. */
  readonly columns: boolean
  readonly slots: readonly ViewSlot[]
  /** Further properties, as a property panel asks for them. */
  readonly settings: readonly FieldDocument[]
}
