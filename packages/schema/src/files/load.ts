import type { ErrorDetail } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { type AppDocuments, documentKinds } from '../documents/kinds.ts'
import { problem } from '../errors.ts'
import { hint } from '../hint.ts'
import { isObject } from '../pointer.ts'
import { type FilePlace, appFolders, fileOf, isBystander, placeOfFile } from './names.ts'
import { parseFile } from './parse-json.ts'

/** An app read from its files; `documents` only when every file could be read and stands in its place. */
export type LoadedApp = { readonly documents?: AppDocuments; readonly problems: readonly ErrorDetail[] }

type ReadFile = { readonly place: FilePlace; readonly json: { readonly [key: string]: unknown } }

/** By code point, the order of every file system alike. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function unknownFile(path: string): ErrorDetail {
  const [folder = '', ...rest] = path.split('/')
  const nearest = rest.length === 0 ? hint(path, ['app.json']) : hint(folder, appFolders)
  return problem('FILE_UNKNOWN', { file: path, path: '' }, nearest)
}

function checkPlace(path: string, place: FilePlace, json: Json | undefined): readonly ErrorDetail[] {
  if (!isObject(json)) return [problem('FILE_NOT_OBJECT', { file: path, path: '' })]
  if (place.kind === 'i18n') return []
  const expected = fileOf(place.kind, json)
  if (expected === path) return []
  const at = { file: path, path: place.kind === 'data' ? '/entity' : '/key' }
  return [problem('FILE_NAME_WRONG', at, { expected })]
}

function assemble(files: readonly ReadFile[]): AppDocuments {
  const of = (kind: string): readonly object[] =>
    files.filter((file) => file.place.kind === kind).map((file) => file.json)
  const optional = (name: string, value: readonly object[]): object =>
    value.length === 0 ? {} : { [name]: value }
  const [people] = of('people')
  const [runs] = of('runs')
  const languages = files.filter((file) => file.place.kind === 'i18n')
  const i18n = Object.fromEntries(languages.map((file) => [file.place.name, file.json]))
  const lists = documentKinds.filter((kind) => kind !== 'app').map((kind) => [kind, of(kind)])
  // Shapes are promised by the schemas, which are asked next; here only the folder's order is known.
  return {
    app: of('app')[0],
    ...Object.fromEntries(lists),
    ...(languages.length === 0 ? {} : { i18n }),
    ...(people === undefined ? {} : { people }),
    ...(runs === undefined ? {} : { runs }),
    ...optional('data', of('data')),
    ...optional('scenario', of('scenario')),
  } as AppDocuments
}

/**
 * Reads an app from its files (path inside the folder → text). Refuses text that is not JSON, keys that stand twice,
 * `__proto__`, files in no known place, and files whose name isn't what they hold. The shapes are not checked here:
 * ask `validateDocument` next. Documents come in the order of their file names.
 */
export function loadApp(files: ReadonlyMap<string, string>): LoadedApp {
  const problems: ErrorDetail[] = []
  const read: ReadFile[] = []
  for (const [path, text] of [...files].sort((a, b) => byText(a[0], b[0]))) {
    if (isBystander(path)) continue
    const place = placeOfFile(path)
    if (place === undefined) {
      problems.push(unknownFile(path))
      continue
    }
    const parsed = parseFile(text, path)
    const wrong = parsed.problems.length > 0 ? parsed.problems : checkPlace(path, place, parsed.json)
    problems.push(...wrong)
    if (wrong.length === 0 && isObject(parsed.json)) read.push({ place, json: parsed.json })
  }
  if (!files.has('app.json')) problems.push(problem('FILE_APP_MISSING', { file: 'app.json', path: '' }))
  return problems.length > 0 ? { problems } : { documents: assemble(read), problems }
}
