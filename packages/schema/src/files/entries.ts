import { type AppDocuments, documentKinds } from '../documents/kinds.ts'
import type { SchemaKind } from '../json-schemas/index.ts'
import { fileOf } from './names.ts'

/** One document of an app with its kind and file. */
export type DocumentEntry = { readonly kind: SchemaKind; readonly document: object; readonly file: string }

/** Every document of an app that has a schema, in load order; labels of other languages are not among them. */
export function documentEntries(app: AppDocuments): readonly DocumentEntry[] {
  const entry = (kind: SchemaKind, document: object): DocumentEntry => ({
    kind,
    document,
    file: fileOf(kind, document),
  })
  const designed = documentKinds.flatMap((kind) =>
    kind === 'app' ? [entry('app', app.app)] : app[kind].map((document) => entry(kind, document)),
  )
  return [
    ...designed,
    ...(app.data ?? []).map((document) => entry('data', document)),
    ...(app.people === undefined ? [] : [entry('people', app.people)]),
    ...(app.runs === undefined ? [] : [entry('runs', app.runs)]),
    ...(app.scenario ?? []).map((document) => entry('scenario', document)),
  ]
}
