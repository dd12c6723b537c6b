import type { ModelChecks } from '../check/types.ts'
import {
  type AppDocuments,
  type DocumentByKind,
  type DocumentKind,
  documentKey,
  documentKinds,
} from '../documents/kinds.ts'
import type { Model } from '../model/model.ts'
import { referencesOf } from '../names/references.ts'
import type { Reference } from '../names/types.ts'
import { visitDocument } from '../slots/visit.ts'
import type { Visit } from '../slots/types.ts'
import { isObject } from '../pointer.ts'
import { type Place, removeAt } from './remove-at.ts'

/** What is taken away: documents and fields. */
export type Removal = Pick<Reference, 'kind' | 'key' | 'field'>

type Given = { readonly model: Model; readonly checks: ModelChecks }

function isAbout(reference: Reference, removal: Removal): boolean {
  return (
    reference.kind === removal.kind &&
    reference.key === removal.key &&
    // An option stands beside its field, which is told as such: what is decided by it is for people to say.
    reference.option === undefined &&
    (removal.field === undefined || reference.field === removal.field)
  )
}

/** Entries that are nothing without what they name: sort keys, form nodes, columns of a sub-table. */
const wholeEntry: ReadonlySet<string> = new Set([
  'field',
  'entity',
  'report',
  'view',
  'dashboard',
  'rule',
  'path',
  'widget',
  'into',
])

/** A value that is nothing but a copy of a field: `{"var": "phone"}`, `$record.phone`. */
function isCopy({ holds, value }: Visit): boolean {
  if (holds !== 'value') return false
  if (typeof value === 'string') return value.startsWith('$record.')
  return isObject(value) && typeof value['var'] === 'string' && Object.keys(value).length === 1
}

/** Rules of an entity that would say something else with a field less. */
const wholeRule: ReadonlySet<string> = new Set(['uniques', 'duplicates', 'transitions'])

/**
 * What goes along where a place names something that is taken away: the entry of a list, the property it is the name
 * of, or the whole entry the name stands in. Conditions, formulas and texts stay, since nobody but a person can say what
 * they should be without it; so do names that a document can't do without.
 */
function placeToRemove(visit: Visit): Place | undefined {
  const { parts, parent, isKey } = visit
  if (isKey || isCopy(visit)) return parts
  // One role less may open to all what was for a few.
  if (typeof visit.value !== 'string' || parts.includes('roles')) return undefined
  if (wholeRule.has(String(parts[0])) && (parts.includes('fields') || parts.at(-1) === 'field'))
    return parts.slice(0, 2)
  if (Array.isArray(parent)) return parts
  const [index, name] = [parts.at(-2), parts.at(-1)]
  if (index === 'fill') return parts
  const inList = Array.isArray(visit.trail.at(-2)) && typeof index === 'number'
  return inList && isObject(parent) && wholeEntry.has(String(name)) ? parts.slice(0, -1) : undefined
}

function stripDocument<K extends DocumentKind>(
  kind: K,
  document: DocumentByKind[K],
  given: Given & { readonly removal: Removal },
): DocumentByKind[K] {
  const { model, checks, removal } = given
  const places = visitDocument(model, checks.extensions, { kind, document }).flatMap((visit) => {
    if (visit.implicit || !referencesOf(visit, checks).some((one) => isAbout(one, removal))) return []
    const place = placeToRemove(visit)
    return place === undefined ? [] : [place]
  })
  return places.length === 0 ? document : removeAt(document, places)
}

function withoutField(app: AppDocuments, removal: Removal): AppDocuments {
  const entity = app.entity.map((one) =>
    one.key === removal.key
      ? { ...one, fields: one.fields.filter((field) => field.key !== removal.field) }
      : one,
  )
  return { ...app, entity }
}

function stripApp(app: AppDocuments, given: Given & { readonly removal: Removal }): AppDocuments {
  const { removal } = given
  const isIt = (kind: DocumentKind, document: DocumentByKind[DocumentKind]): boolean =>
    removal.field === undefined && kind === removal.kind && documentKey(kind, document) === removal.key
  const lists = documentKinds.map((kind) =>
    kind === 'app'
      ? (['app', stripDocument('app', app.app, given)] as const)
      : ([
          kind,
          app[kind]
            .filter((document) => !isIt(kind, document))
            .map((document) => stripDocument(kind, document, given)),
        ] as const),
  )
  const stripped = { ...app, ...(Object.fromEntries(lists) as Partial<AppDocuments>) }
  return removal.field === undefined ? stripped : withoutField(stripped, removal)
}

/**
 * Takes an element away together with what only speaks of it: columns, form nodes, sort keys, rights, navigation. What
 * needs a decision stays and is told by the usual checks. `model` is of the apps as they are.
 */
export function removeElement(
  apps: readonly AppDocuments[],
  removal: Removal,
  given: Given,
): readonly AppDocuments[] {
  return apps.map((app) => stripApp(app, { ...given, removal }))
}
