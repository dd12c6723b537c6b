import type { FaceContext } from '@mortise/fields/react'
import type { EntityModel, FormNode } from '@mortise/schema'

/** What every node of a form is drawn with. */
export type Around = {
  readonly entity: EntityModel
  readonly ctx: FaceContext
  /** Columns of the grid around; 12 unless a section says otherwise. */
  readonly columns?: number
}

/** What the face of one kind of node is given. */
export type NodeProps<T extends FormNode['type']> = Around & {
  readonly node: Extract<FormNode, { readonly type: T }>
  readonly pointer: string
}
