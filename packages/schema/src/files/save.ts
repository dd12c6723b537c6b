import type { AppDocuments } from '../documents/kinds.ts'
import type { DataDocument } from '../documents/data.ts'
import { type SchemaKind, buildSchemas } from '../json-schemas/index.ts'
import { canonical } from './canonical.ts'
import { documentEntries } from './entries.ts'

const schemas = buildSchemas()

function toText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** One document as its file's text: canonical key order, two spaces, a newline at the end. */
export function saveDocument(kind: SchemaKind, document: object): string {
  return toText(canonical(document, schemas[kind], schemas[kind]))
}

/** Demo rows read best with their columns in the order of the entity's fields. */
function saveData(document: DataDocument, app: AppDocuments): string {
  const entity = app.entity.find((one) => one.key === document.entity)
  const order = ['$key', ...(entity?.fields ?? []).map((field) => field.key)]
  const rows = canonical(document.rows, {}, {}, order)
  return toText({ ...(canonical({ ...document, rows: [] }, schemas.data, schemas.data) as object), rows })
}

/**
 * Writes an app as files: path inside the folder → text, in the order of paths. The same app gives the same bytes, and
 * `loadApp(saveApp(app))` is the app again, its documents ordered by file name.
 */
export function saveApp(app: AppDocuments): Map<string, string> {
  const files: [string, string][] = documentEntries(app).map(({ kind, document, file }) => [
    file,
    kind === 'data' ? saveData(document as DataDocument, app) : saveDocument(kind, document),
  ])
  for (const [locale, labels] of Object.entries(app.i18n ?? {}))
    files.push([`i18n/${locale}.json`, toText(canonical(labels, {}, {}))])
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
