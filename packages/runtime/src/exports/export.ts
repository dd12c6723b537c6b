import { writeXlsxStream } from 'hucre/xlsx'
import { say } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { FieldModel } from '@mortise/schema'
import { type Actor, auditedBy } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { readableFields, readDoor } from '../model/read-door.ts'
import { entityFor } from '../records/entity-for.ts'
import { fieldAt } from '../records/show.ts'
import { sensitiveKeys, watermarkFor } from './watermark.ts'
import { byteOrderMark, cellWriter, csvLine, harmless, labelsIn } from './cells.ts'

/** What is exported: records of an entity, by the same conditions as a list. */
export type ExportAsk = {
  readonly entity: string
  readonly fields?: readonly string[] | undefined
  readonly filter?: Expression | undefined
  readonly search?: string | undefined
  readonly sort?: readonly { readonly field: string; readonly dir?: 'asc' | 'desc' }[] | undefined
}

/** A table on its way out: its heads and its rows, page by page. */
export type Export = {
  readonly fileName: string
  readonly heads: readonly string[]
  readonly rows: AsyncIterable<readonly string[]>
}

/**
 * Opens an export. Only records in the actor's export scope come along, with the fields the actor may read. Throws before
 * the first row when the actor may not export at all; the export itself is audited. One that holds sensitive data says in
 * each row who took it out.
 */
export async function openExport(workspace: Workspace, actor: Actor, ask: ExportAsk): Promise<Export> {
  const { door, published, now } = await readDoor(workspace, actor)
  const entity = entityFor({ published }, actor, ask.entity)
  const name = say(entity.document.plural ?? entity.document.label, actor.locale)
  const rights = door.access.entity(entity.key)
  const scope = rights === undefined ? false : rights.export
  if (scope === false) throw errors.EXPORT_REFUSED({ name })
  const kit = workspace.options.kit
  const keys =
    ask.fields ??
    readableFields({ published, kit }, actor, entity).filter((key) => key !== 'id' && key !== 'version')
  const fields = keys.map((key) => fieldAt({ published, options: workspace.options }, entity, key))
  const query = {
    entity: entity.key,
    fields: keys,
    ...(ask.filter === undefined ? {} : { filter: ask.filter }),
    ...(ask.search === undefined ? {} : { search: ask.search }),
    ...(ask.sort === undefined ? {} : { sort: ask.sort }),
  }
  // Asks once before anything is sent, so that a wrong field is an answer and not half a file.
  await door.query({ ...query, limit: 1 }, 'export')
  const sensitive = sensitiveKeys(keys, fields)
  const mark = watermarkFor(sensitive, actor, {
    now: workspace.options.clock(),
    timeZone: published.timeZone,
  })
  await workspace.store.side.audit({
    action: mark === undefined ? 'export' : 'export_sensitive',
    ...auditedBy(actor),
    entity: entity.key,
    recordId: null,
    data: {
      fields: [...keys],
      filter: ask.filter ?? null,
      ...(mark === undefined ? {} : { sensitive: [...sensitive] }),
    },
  })
  const given = { kit, locale: actor.locale, timeZone: published.timeZone }
  const columns = keys.map((key, at) => ({ key, write: cellWriter(fields[at], given) }))
  const rows = async function* (): AsyncIterable<readonly string[]> {
    for await (const { records, refs } of door.stream(query, rowsAtOnce, 'export')) {
      const labelOf = labelsIn(refs)
      for (const { values } of records)
        yield [
          ...columns.map(({ key, write }) => write(values[key] ?? null, labelOf)),
          ...(mark === undefined ? [] : [mark.text]),
        ]
    }
  }
  const heads = [
    ...keys.map((key, at) => headOf(key, fields[at], actor.locale)),
    ...(mark === undefined ? [] : [mark.head]),
  ]
  return { fileName: `${name}-${now.slice(0, 10)}`, heads, rows: rows() }
}

/** So many records are in memory at once. */
const rowsAtOnce = 200

function headOf(key: string, field: FieldModel | undefined, locale: 'zh' | 'en'): string {
  return field === undefined ? key : say(field.document.label, locale)
}

const linesAtOnce = 200

/**
 * The table as CSV text in pieces, UTF-8 with its mark. `raw` leaves out the guard against formulas, for files that
 * programs read and nobody opens as a table; whoever may export may have it so.
 */
export async function* exportCsv(
  table: Export,
  { raw = false }: { readonly raw?: boolean } = {},
): AsyncIterable<string> {
  const line = (cells: readonly string[]): string => csvLine(raw ? cells : cells.map(harmless))
  let text = byteOrderMark + line(table.heads)
  let lines = 0
  for await (const row of table.rows) {
    text += line(row)
    lines += 1
    if (lines % linesAtOnce !== 0) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

/** The table as an XLSX file; every cell is text, so that nothing in it is ever a formula. */
export function exportXlsx(table: Export): ReadableStream<Uint8Array> {
  const rows = async function* (): AsyncIterable<string[]> {
    for await (const row of table.rows) yield [...row]
  }
  return writeXlsxStream(rows(), {
    name: table.fileName.slice(0, 28).replaceAll(/[\\/:*?[\]]/g, '-'),
    columns: table.heads.map((header) => ({ header })),
    freezePane: { rows: 1 },
  })
}
