import type { Json } from '@mortise/expressions'
import { inspectionOf, type Kit } from '@mortise/kit'
import {
  type AppDocuments,
  builtinScopes,
  compileModel,
  documentKey,
  keyPattern,
  type Model,
  optionKin,
  optionsOf,
  partNames,
  type PartRenaming,
  partsOf,
  renamePart,
  type Removal,
  removeElement,
  type Renaming,
  renameElement,
  sameJson,
  systemFields,
} from '@mortise/schema'
import type { DesignTables, Transaction } from '@mortise/store'
import { errors } from '../errors.ts'
import { assembleApps, documentRows, type StoredDocument, withDrafts } from './assemble.ts'

/** A document that a command of the designers has drafted, or drafted the end of. */
export type Edited = { readonly kind: string; readonly key: string; readonly deleted: boolean }

/** The design as designers see it: published, with drafts over it. */
export type Workbench = {
  readonly published: readonly StoredDocument[]
  readonly rows: readonly StoredDocument[]
  readonly apps: readonly AppDocuments[]
  readonly model: Model
}

/** Reads the design as it is drafted. */
export async function openWorkbench(design: DesignTables, kit: Kit): Promise<Workbench> {
  const published = await design.published()
  const rows = withDrafts(published, await design.drafts())
  const apps = assembleApps(rows)
  const { model } = compileModel({ apps, fieldFacts: kit.fields, version: 0 })
  return { published, rows, apps, model }
}

const nameOf = (row: { readonly kind: string; readonly key: string }): string => `${row.kind}/${row.key}`

/** Drafts whatever differs from the workbench: changed and new documents, and the end of those that are gone. */
export async function draftApps(
  tx: Transaction,
  given: { readonly from: Workbench; readonly apps: readonly AppDocuments[]; readonly author: string | null },
): Promise<readonly Edited[]> {
  const { from, apps, author } = given
  const after = apps.flatMap((app) => documentRows(app, documentKey))
  const [old, now] = [new Map(from.rows.map((row) => [nameOf(row), row])), new Set(after.map(nameOf))]
  const known = new Set(from.published.map(nameOf))
  const edited: Edited[] = []
  for (const { kind, key, app } of from.rows.filter((row) => !now.has(nameOf(row)))) {
    if (known.has(nameOf({ kind, key }))) await tx.design.putDraft({ kind, key, app, json: null, author })
    else await tx.design.dropDraft(kind, key)
    edited.push({ kind, key, deleted: true })
  }
  for (const row of after) {
    if (sameJson(old.get(nameOf(row))?.json, row.json)) continue
    await tx.design.putDraft({ ...row, json: row.json as Json, author })
    edited.push({ kind: row.kind, key: row.key, deleted: false })
  }
  return edited
}

const safeKey = new RegExp(keyPattern)
const columns: ReadonlySet<string> = new Set([...systemFields, 'deleted_at', 'position'])

/** Refuses a rename of what is not there, to a name that is taken or no name, and of what only its key tells apart. */
function checkRename(bench: Workbench, kit: Kit, renaming: Renaming): void {
  if (renaming.option === undefined) checkKeyRename(bench, renaming)
  else checkOptionRename(bench, kit, renaming)
}

/** Options are written as people like, but not so that they would read as something else. */
function checkOptionRename(
  bench: Workbench,
  kit: Kit,
  { kind, key, field = '', option = '', to }: Renaming,
): void {
  const { model } = bench
  if (kind !== 'entity' || !optionsOf(model.entity(key)?.field(field)?.document).some(isCalled(option)))
    throw errors.DESIGN_NOT_FOUND({ kind, key: option })
  if (to === '' || to.trim() !== to || /^\$|\{\{|\//u.test(to))
    throw errors.DESIGN_OPTION_INVALID({ option: to })
  for (const one of optionKin(model, inspectionOf(kit).checks, { entity: key, field, option }))
    if (optionsOf(model.entity(one.entity)?.field(one.field)?.document).some(isCalled(to)))
      throw errors.DESIGN_KEY_TAKEN({ key: to })
}

const isCalled =
  (name: string) =>
  ({ value }: { readonly value: string }): boolean =>
    value === name

function checkKeyRename(bench: Workbench, { kind, key, field, to }: Renaming): void {
  const document = bench.model.document(kind, key)
  const element =
    field === undefined ? document : bench.model.entity(key)?.document.fields.find((one) => one.key === field)
  if (document === undefined || element === undefined)
    throw errors.DESIGN_NOT_FOUND({ kind, key: field ?? key })
  const reserved = field === undefined ? kind === 'entity' && builtinScopes.has(to) : columns.has(to)
  if (!safeKey.test(to) || reserved) throw errors.DESIGN_KEY_INVALID({ key: to })
  const dot = key.indexOf('.')
  const stored = dot < 0 ? to : `${key.slice(0, dot)}.${to}`
  const taken = field === undefined ? bench.model.document(kind, stored) : bench.model.entity(key)?.field(to)
  if (taken !== undefined) throw errors.DESIGN_KEY_TAKEN({ key: to })
  const isPublished = bench.published.some((row) => row.kind === kind && row.key === key)
  if (isPublished && (element.id === undefined || document.id === undefined))
    throw errors.DESIGN_RENAME_NO_ID({ key: field ?? key })
}

const someName = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/u

/** Refuses a part that is not there, or a name that is taken in its document or none. */
function checkPart(bench: Workbench, { kind, key, part, name, to }: PartRenaming): void {
  const document = bench.model.document(kind, key)
  const names = document === undefined ? [] : partNames(kind, part, document)
  if (document === undefined || !names.includes(name))
    throw errors.DESIGN_NOT_FOUND({ kind: part, key: name })
  // Ids that designers make may be longer than keys; whatever is checked as a key is checked as one with the draft.
  if (!someName.test(to)) throw errors.DESIGN_KEY_INVALID({ key: to })
  if (partsOf(kind, document).some((one) => one.name === to)) throw errors.DESIGN_KEY_TAKEN({ key: to })
}

/** Gives a part of a document another name and drafts what names it. Nothing is published. */
export async function renamePartDrafts(
  tx: Transaction,
  kit: Kit,
  given: { readonly renaming: PartRenaming; readonly author: string | null },
): Promise<readonly Edited[]> {
  const bench = await openWorkbench(tx.design, kit)
  checkPart(bench, given.renaming)
  const { checks } = inspectionOf(kit)
  const apps = renamePart(bench.apps, given.renaming, { model: bench.model, checks })
  return draftApps(tx, { from: bench, apps, author: given.author })
}

/** Gives an element another key and drafts every document that names it. Nothing is published. */
export async function renameDrafts(
  tx: Transaction,
  kit: Kit,
  given: { readonly renaming: Renaming; readonly author: string | null },
): Promise<readonly Edited[]> {
  const bench = await openWorkbench(tx.design, kit)
  checkRename(bench, kit, given.renaming)
  const { checks } = inspectionOf(kit)
  const apps = renameElement(bench.apps, given.renaming, { model: bench.model, checks })
  return draftApps(tx, { from: bench, apps, author: given.author })
}

/** An entity takes its forms, views and pages along. */
function withOwn(model: Model, removal: Removal): readonly Removal[] {
  if (removal.kind !== 'entity' || removal.field !== undefined) return [removal]
  const forms = model
    .forms(removal.key)
    .map((one) => ({ kind: 'form' as const, key: documentKey('form', one) }))
  const views = model
    .views(removal.key)
    .map((one) => ({ kind: 'view' as const, key: documentKey('view', one) }))
  const pages = model
    .documents('page')
    .filter((one) => one.entity === removal.key)
    .map((one) => ({ kind: 'page' as const, key: documentKey('page', one) }))
  return [...forms, ...views, ...pages, removal]
}

/** Takes elements out of apps one after the other, with all that only speaks of them. */
export function withoutElements(
  apps: readonly AppDocuments[],
  removals: readonly Removal[],
  kit: Kit,
): readonly AppDocuments[] {
  const { checks } = inspectionOf(kit)
  return removals.reduce((at, removal) => {
    const { model } = compileModel({ apps: at, fieldFacts: kit.fields, version: 0 })
    return removeElement(at, removal, { model, checks })
  }, apps)
}

/**
 * Drafts the end of an element together with columns, form nodes, rights and whatever else only speaks of it.
 * Conditions and formulas that name it are left to a person; the checks tell where they are.
 */
export async function removeDrafts(
  tx: Transaction,
  kit: Kit,
  given: { readonly removal: Removal; readonly author: string | null },
): Promise<readonly Edited[]> {
  const bench = await openWorkbench(tx.design, kit)
  const { kind, key, field } = given.removal
  const there =
    field === undefined
      ? bench.model.document(kind, key)
      : bench.model.entity(key)?.document.fields.find((one) => one.key === field)
  if (there === undefined) throw errors.DESIGN_NOT_FOUND({ kind, key: field ?? key })
  const apps = withoutElements(bench.apps, withOwn(bench.model, given.removal), kit)
  return draftApps(tx, { from: bench, apps, author: given.author })
}
