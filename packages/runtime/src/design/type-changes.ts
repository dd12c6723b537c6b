import type { Json } from '@mortise/expressions'
import type { EntityDocument, FieldDocument } from '@mortise/schema'
import type { DesignRow, Transaction, TypeChangePreview, TypeChangeRow } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { propose, proposeDrafts, type Proposal } from './proposal.ts'

/** What the drafts would do to stored values, and what was done to them before. */
export type TypeChanges = {
  readonly pending: readonly TypeChangePreview[]
  /** Newest first; the first of each field can be taken back. */
  readonly done: readonly TypeChangeRow[]
  /** Being prepared, or ready to be published. */
  readonly begun: readonly TypeChangeRow[]
}

/** Works out what publishing the drafts would do to the values of fields that change their type. Writes nothing. */
export async function typeChangesOf(workspace: Workspace): Promise<TypeChanges> {
  const { store, options } = workspace
  const { problems, steps, before, after } = await proposeDrafts(store.design, options.kit)
  const pending = problems.length > 0 ? [] : await store.typeChanges.preview(steps, { before, after })
  const rows = await store.typeChanges.list()
  return {
    pending,
    done: rows.filter(({ state }) => state === 'done'),
    begun: rows.filter(({ state }) => state !== 'done'),
  }
}

/** The proposal that takes a change of type back, and the entity as it then is. */
export async function undoing(
  tables: Pick<Transaction, 'design'>,
  rows: readonly TypeChangeRow[],
  given: { readonly id: string; readonly kit: Workspace['options']['kit'] },
): Promise<{
  readonly proposal: Proposal
  readonly row: DesignRow
  readonly json: Json
  readonly field: string
}> {
  const change = rows.find(({ id, state }) => id === given.id && state === 'done')
  const last = rows.find(
    (row) => row.state === 'done' && row.entity === change?.entity && row.field === change.field,
  )
  if (change === undefined || last?.id !== change.id) throw errors.TYPE_CHANGE_NOT_LAST()
  const version = await tables.design.currentVersion()
  const published = await tables.design.published(version)
  const row = published.find((one) => one.kind === 'entity' && nameOf(one.json) === change.entity)
  const json = row === undefined ? undefined : withType(row.json, change)
  if (row === undefined || json === undefined) throw errors.TYPE_CHANGE_NOT_LAST()
  const proposed = published.map((one) => (one === row ? { ...one, json } : one))
  return { proposal: propose({ published, proposed, version }, given.kit), row, json, field: change.field }
}

const nameOf = (json: Json): string => {
  const { id, key } = json as { readonly id?: string; readonly key: string }
  return id ?? key
}

/** The entity with the field's earlier type; undefined where the field is gone or has yet another type by now. */
export function withType(json: Json, change: Pick<TypeChangeRow, 'field' | 'from' | 'to'>): Json | undefined {
  const entity = json as unknown as EntityDocument
  const found = entity.fields.find((field) => (field.id ?? field.key) === change.field)
  if (found === undefined || found.type !== change.to.type) return undefined
  const fields = entity.fields.map(
    (field): FieldDocument =>
      field === found ? { ...field, type: change.from.type, settings: change.from.settings } : field,
  )
  return { ...entity, fields } as unknown as Json
}
