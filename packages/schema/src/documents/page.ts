import type { LocalizedText } from '@mortise/errors'
import type { ElementHead, SortKey } from './common.ts'

/** A part of a record's page. `type` names the block; the other properties are its settings. */
export type PageBlock = {
  readonly type: string
  readonly id?: string
  readonly label?: LocalizedText
  /** Fields of the record: those shown, or those whose words are looked for. */
  readonly fields?: readonly string[]
  /** Entity of the records shown, and its link field that points here. */
  readonly entity?: string
  readonly field?: string
  readonly columns?: readonly string[]
  readonly sort?: readonly SortKey[]
  /** Whether records may be made in place. */
  readonly create?: boolean
  /** Kinds of events of a time line; all when nothing is said. */
  readonly kinds?: readonly string[]
  readonly report?: string
  readonly text?: LocalizedText
  /** Org map: link to whom somebody reports, and what colours and marks a person. */
  readonly parent?: string
  readonly role?: string
  readonly influence?: string
  readonly attitude?: string
  /** Compare: the field of long text whose versions are held against one another. */
  readonly body?: string
}

/** A tab of the main part. */
export type PageTab = {
  readonly id?: string
  readonly label?: LocalizedText
  readonly blocks: readonly PageBlock[]
}

/** `pages/<entity>.<key>.json`: how one record is shown; without one a page is made of the entity. */
export type PageDocument = Omit<ElementHead, 'label'> & {
  readonly label?: LocalizedText
  readonly entity: string
  /** Key figures under the name. */
  readonly highlights?: readonly string[]
  /** Whether the stages stand under the head; they do when nothing is said. */
  readonly stages?: boolean
  readonly tabs: readonly PageTab[]
  /** The part at the right; below on a phone. */
  readonly side?: readonly PageBlock[]
}
