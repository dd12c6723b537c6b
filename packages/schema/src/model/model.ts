import type { Scope, Workdays } from '@mortise/expressions'
import type { AppDocument } from '../documents/app.ts'
import type { EntityDocument, FieldDocument } from '../documents/entity.ts'
import type { FormDocument } from '../documents/form.ts'
import type { DocumentByKind, DocumentKind } from '../documents/kinds.ts'
import type { ViewDocument } from '../documents/view.ts'

/** A field ready for use: its document, its entity, and where its value comes from. */
export type FieldModel = {
  readonly key: string
  readonly entity: string
  readonly type: string
  readonly document: FieldDocument
  /** Path of another field whose value it shows as it is. */
  readonly shows?: string
  /** True for id, owner, created_at, … that every record has. */
  readonly system: boolean
}

/** A way from an entity to rows of another: sub-tables and the reverse side of links. */
export type RelationModel = {
  /** Name used in expressions: the sub-table field's key, or `<entity>_by_<link field>` for reverse links. */
  readonly key: string
  readonly entity: string
  /** Entity of the rows, and their link field that points back. */
  readonly target: string
  readonly via: string
  readonly owned: boolean
  /**
   * Where the link field holds many ids (M:N). `forth`: the field is this entity's own and `via` is its key; `back`: it
   * is the target's, and this is the other side of it.
   */
  readonly many?: 'forth' | 'back'
}

/** An entity ready for use. Frozen; made once a version. */
export type EntityModel = {
  readonly key: string
  readonly document: EntityDocument
  /** Own fields, then system fields. */
  readonly fields: readonly FieldModel[]
  readonly field: (key: string) => FieldModel | undefined
  readonly relations: readonly RelationModel[]
  readonly relation: (key: string) => RelationModel | undefined
  /** What names mean in expressions about a record of this entity. */
  readonly scope: Scope
}

/** What a workspace says of time: its zone, its fiscal year, and its working days. Part of every evaluation. */
export type WorkspaceTime = {
  readonly timeZone: string
  readonly fiscalYearStart: number
  readonly workdays: Workdays
}

/**
 * All published metadata of a workspace, compiled once per version into frozen values and shared by every request
 * of that version. Several apps live in one model; entity keys are unique in it.
 */
export type Model = {
  readonly version: number
  readonly apps: readonly AppDocument[]
  /** From the first app and the first working calendar. */
  readonly time: WorkspaceTime
  readonly entities: readonly EntityModel[]
  readonly entity: (key: string) => EntityModel | undefined
  readonly documents: <K extends DocumentKind>(kind: K) => readonly DocumentByKind[K][]
  /** By stored name (`documentKey`). */
  readonly document: <K extends DocumentKind>(kind: K, key: string) => DocumentByKind[K] | undefined
  /** Key of the app a document is part of; undefined for what there is not. By stored name. */
  readonly appOf: (kind: DocumentKind, key: string) => string | undefined
  readonly forms: (entity: string) => readonly FormDocument[]
  readonly views: (entity: string) => readonly ViewDocument[]
}
