import { type DocumentKind, documentFolders, documentKinds, isNamedByEntity } from '../documents/kinds.ts'
import type { SchemaKind } from '../json-schemas/index.ts'
import { own } from '../pointer.ts'

/** What a file of an app folder holds. */
export type FilePlace =
  | { readonly kind: SchemaKind; readonly name: string }
  | { readonly kind: 'i18n'; readonly name: string }

/** Path of the people that come with demo data. */
export const peopleFile = 'data/_people.json'

/** Path of the flows that ran on demo rows. */
export const runsFile = 'data/_runs.json'

const kindByFolder: ReadonlyMap<string, DocumentKind | 'data' | 'scenario' | 'i18n'> = new Map([
  ...documentKinds.filter((kind) => kind !== 'app').map((kind) => [documentFolders[kind], kind] as const),
  ['data', 'data'],
  ['scenarios', 'scenario'],
  ['i18n', 'i18n'],
])

/** Every folder an app may have. */
export const appFolders: readonly string[] = [...kindByFolder.keys()]

/** What a path (`forms/deal.edit.json`) holds; undefined when it belongs to no place. */
export function placeOfFile(path: string): FilePlace | undefined {
  if (path === 'app.json') return { kind: 'app', name: 'app' }
  if (path === peopleFile) return { kind: 'people', name: '_people' }
  if (path === runsFile) return { kind: 'runs', name: '_runs' }
  const [folder, file, ...more] = path.split('/')
  const kind = kindByFolder.get(folder ?? '')
  if (kind === undefined || file === undefined || more.length > 0 || !file.endsWith('.json')) return undefined
  return { kind, name: file.slice(0, -'.json'.length) }
}

/** Files that may lie in an app folder without being part of the app. */
export function isBystander(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.')) || /(^|\/)(README|LICENSE)(\.\w+)*$/i.test(path)
}

function textOf(document: unknown, name: string): string {
  const value = own(document, name)
  return typeof value === 'string' ? value : ''
}

/** The path a document is saved under. */
export function fileOf(kind: SchemaKind, document: unknown): string {
  if (kind === 'app') return 'app.json'
  if (kind === 'people') return peopleFile
  if (kind === 'runs') return runsFile
  if (kind === 'data') return `data/${textOf(document, 'entity')}.json`
  const key = textOf(document, 'key')
  if (kind === 'scenario') return `scenarios/${key}.json`
  const name = isNamedByEntity(kind) ? `${textOf(document, 'entity')}.${key}` : key
  return `${documentFolders[kind]}/${name}.json`
}
