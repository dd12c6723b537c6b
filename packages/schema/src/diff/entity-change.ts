/**
 * One change of an entity between two versions of the metadata, as far as stored data is concerned: `store` turns it
 * into statements on tables. Entities and fields are named by their keys in the newer model, dropped ones and `from`
 * by those in the older. Renames are told by the stable `id`. A change comes after those it leans on: renames of
 * entities first, then new entities, then fields, then unique keys, drops last.
 */
export type EntityChange =
  | { readonly type: 'create_entity'; readonly entity: string }
  | { readonly type: 'drop_entity'; readonly entity: string }
  | { readonly type: 'rename_entity'; readonly from: string; readonly to: string }
  | { readonly type: 'add_field'; readonly entity: string; readonly field: string }
  | { readonly type: 'drop_field'; readonly entity: string; readonly field: string }
  | { readonly type: 'rename_field'; readonly entity: string; readonly from: string; readonly to: string }
  /** Another field type, or settings that make another column (digits, target). */
  | { readonly type: 'change_field_type'; readonly entity: string; readonly field: string }
  /** `unique`, `index`, `history` or settings that leave the column as it is. */
  | { readonly type: 'change_field'; readonly entity: string; readonly field: string }
  /** A unique key over several fields, by its key. */
  | { readonly type: 'add_unique'; readonly entity: string; readonly unique: string }
  | { readonly type: 'drop_unique'; readonly entity: string; readonly unique: string }
  /** Only the key of a unique key is another. */
  | { readonly type: 'rename_unique'; readonly entity: string; readonly from: string; readonly to: string }
  /** Options of a choice field are written otherwise: all of them at once, so that two may swap. */
  | {
      readonly type: 'rename_options'
      readonly entity: string
      readonly field: string
      readonly options: readonly { readonly from: string; readonly to: string }[]
    }
