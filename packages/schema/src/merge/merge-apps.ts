import {
  type AppDocuments,
  type DocumentByKind,
  type DocumentKind,
  documentFolders,
  documentKey,
  documentKinds,
} from '../documents/kinds.ts'
import { mergeEntries } from './merge-list.ts'
import { mergeValue } from './merge-value.ts'
import type { Conflict, MergeOptions, Merged, Merging } from './types.ts'

/** The three states of an app: as its template was installed, as it is now, and the template's new version. */
export type ThreeApps = {
  readonly base: AppDocuments
  readonly ours: AppDocuments
  readonly theirs: AppDocuments
}

type Listed = Exclude<DocumentKind, 'app'>

function mergeKind<K extends Listed>(kind: K, three: ThreeApps, at: Merging): readonly DocumentByKind[K][] {
  const keyOf = (document: unknown): string => documentKey(kind, document as DocumentByKind[K])
  const lists = { base: three.base[kind], ours: three.ours[kind], theirs: three.theirs[kind] }
  return mergeEntries(lists, { ...at, path: [documentFolders[kind]] }, keyOf) as readonly DocumentByKind[K][]
}

/** Parts of an app beside its documents; merged by the same rules, each where it is there at all. */
const beside = [
  ['i18n', 'i18n'],
  ['people', 'people'],
  ['data', 'data'],
  ['runs', 'runs'],
  ['scenario', 'scenarios'],
] as const

/**
 * Merges a new version of a template into an app that was changed since it was installed. Elements (documents, fields,
 * options, form nodes, widgets, …) are matched by id, else by key; inside an element each property is decided on its
 * own. Nothing of ours is overwritten silently: where both sides changed a thing differently ours stays, unless `choose`
 * says otherwise, and the conflict is told.
 */
export function mergeApps(three: ThreeApps, options: MergeOptions = {}): Merged<AppDocuments> {
  const found: Conflict[] = []
  const at: Merging = { path: [], found, choose: options.choose ?? (() => 'ours'), value: mergeValue }
  const { base, ours, theirs } = three
  const app = mergeValue(
    { base: base.app, ours: ours.app, theirs: theirs.app },
    { ...at, path: ['app.json'] },
  )
  const lists = documentKinds.flatMap((kind) =>
    kind === 'app' ? [] : [[kind, mergeKind(kind, three, at)] as const],
  )
  const others = beside.flatMap(([name, folder]) => {
    const sides = { base: base[name], ours: ours[name], theirs: theirs[name] }
    const value = mergeValue(sides, { ...at, path: [folder] })
    return value === undefined ? [] : [[name, value] as const]
  })
  return { value: { app, ...Object.fromEntries([...lists, ...others]) } as AppDocuments, conflicts: found }
}
