import type { Json } from '@mortise/expressions'
import type { EntityModel, FieldDocument, RecordValues } from '@mortise/schema'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { type Opened, openForSending } from './door.ts'
import { type Session, solved } from './riddle.ts'
import { publicSurface, type PublicSurface } from './surface.ts'

/** Most files of one visitor, and most bytes of them together. */
const mostFiles = 30
const mostBytes = 60 * 1024 * 1024
/** Largest single file; a field may ask for less. */
export const publicFileLimit: number = 20 * 1024 * 1024

/** What strangers may send where the field does not say what it takes: papers and pictures, nothing that runs. */
const usual = /\.(png|jpe?g|gif|webp|heic|bmp|pdf|docx?|xlsx?|pptx?|csv|txt|rtf|zip|mp3|m4a|wav|mp4|mov)$/i
const running =
  /\.(html?|xhtml|svg|xml|js|mjs|css|php|exe|dll|bat|cmd|com|scr|msi|sh|ps1|vbs|jar|hta|lnk|swf)$/i

/** Beginnings of files by what their names promise. */
const begins: readonly (readonly [name: RegExp, starts: readonly string[]])[] = [
  [/\.png$/i, ['89504e47']],
  [/\.jpe?g$/i, ['ffd8ff']],
  [/\.gif$/i, ['47494638']],
  [/\.webp$/i, ['52494646']],
  [/\.bmp$/i, ['424d']],
  [/\.pdf$/i, ['25504446']],
  [/\.(docx|xlsx|pptx|zip)$/i, ['504b']],
]

/** Whoever is about to send a file, once the riddle is solved: the fields it may be for, and the most bytes. */
export type FileGuest = {
  readonly opened: Opened
  readonly session: Session
  readonly fields: readonly FieldDocument[]
  readonly limit: number
}

/** What parts of a file are stored as: never as a value of anything. */
export const partType = 'application/x-mortise-part'
/** Parts of one visitor: as many bytes as of whole files, and what was begun anew. */
const mostParts = 60
const mostPartBytes = 2 * mostBytes

/** Asks whether somebody may send a file or a part of one, and how large. Which field it goes into the submission says. */
export async function fileGuest(
  workspace: Workspace,
  token: string,
  proof: { readonly challenge: unknown; readonly answer: unknown; readonly asPart: boolean },
): Promise<FileGuest> {
  const opened = await openForSending(workspace, token)
  const { challenge, answer, asPart } = proof
  const session = await solved(workspace, { link: opened.link.id, token: challenge, answer })
  const fields = fileFields(workspace, opened)
  if (fields.length === 0) throw errors.PUBLIC_FILE_REFUSED({ why: '0' })
  const { files, bytes } = await workspace.store.side.publicForms.brought(session.id, { partType, asPart })
  if (files >= (asPart ? mostParts : mostFiles) || bytes >= (asPart ? mostPartBytes : mostBytes))
    throw errors.PUBLIC_FILE_REFUSED({ why: `> ${mostFiles}` })
  return { opened, session, fields, limit: Math.max(...fields.map(limitOf)) }
}

/** The bytes of a visitor's parts, one after another. Parts of anybody else count as not there. */
export async function joinedParts(
  workspace: Workspace,
  { session, limit }: FileGuest,
  parts: readonly string[],
): Promise<Uint8Array> {
  const { store, options } = workspace
  const all: Uint8Array[] = []
  let size = 0
  for (const id of parts) {
    const row = await store.side.file(id)
    if (row === null || row.createdBy !== session.id || row.type !== partType) throw errors.FILE_NOT_FOUND()
    size += Number(row.size)
    if (size > limit) throw errors.PUBLIC_FILE_REFUSED({ why: `> ${Math.round(limit / 1_048_576)} MB` })
    const bytes = await options.files.get(row.hash)
    if (bytes === null) throw errors.FILE_NOT_FOUND()
    all.push(bytes)
  }
  return Buffer.concat(all)
}

function limitOf(field: FieldDocument): number {
  const megabytes = Number(field.settings?.['maxSize'] ?? Number.NaN)
  return megabytes > 0 ? Math.min(megabytes * 1_048_576, publicFileLimit) : publicFileLimit
}

/** The fields of a form, and columns of its sub-tables, that take files. */
function fileFields(workspace: Workspace, { form, published }: Opened): readonly FieldDocument[] {
  const { kit } = workspace.options
  const surface = publicSurface({ model: published.model, kit }, form)
  if (surface === undefined) return []
  const all = [
    ...surface.entity.fields.filter(({ key }) => surface.fields.has(key)),
    ...[...surface.tables.values()].flatMap(({ entity, columns }) =>
      entity.fields.filter(({ key }) => columns.has(key)),
    ),
  ]
  return all.filter(({ type }) => kit.fields.find(type)?.files !== undefined).map(({ document }) => document)
}

/** Refuses a file whose name or beginning none of the fields takes; names that run code are never taken. */
export function checkPublicFile(
  fields: readonly FieldDocument[],
  file: { readonly name: string; readonly bytes: Uint8Array },
): void {
  const { name, bytes } = file
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  const expected = begins.find(([pattern]) => pattern.test(name))?.[1]
  const says = expected === undefined || expected.some((one) => start.startsWith(one))
  const named = (field: FieldDocument): boolean => typeof field.settings?.['accept'] === 'string'
  if (running.test(name) || !says || !(usual.test(name) || fields.some(named)))
    throw errors.PUBLIC_FILE_REFUSED({ why: name.slice(0, 60) })
}

type FileRef = { readonly id: string }

const isFileRef = (value: Json): value is FileRef & { readonly [key: string]: Json } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  typeof (value as { id?: Json }).id === 'string'

/**
 * Puts what the server knows of a file (name, size, type) in place of what the sender says of it. Files of anybody else
 * count as not there.
 */
export async function withTrueFiles(
  workspace: Workspace,
  surface: PublicSurface,
  given: { readonly values: RecordValues; readonly session: string },
): Promise<RecordValues> {
  const { values, session } = given
  const known = async (key: string, value: Json): Promise<Json> => {
    if (value === null) return null
    if (!Array.isArray(value) || value.length > mostFiles) throw errors.RECORD_FIELD_READONLY({ name: key })
    return Promise.all(
      (value as readonly Json[]).map(async (one) => {
        const row = isFileRef(one) ? await workspace.store.side.file(one.id) : null
        if (row === null || row.createdBy !== session || row.type === partType)
          throw errors.PUBLIC_FILE_REFUSED({ why: key })
        return { id: row.id, name: row.name, size: Number(row.size), type: row.type }
      }),
    )
  }
  const isFile = (entity: EntityModel, key: string): boolean =>
    workspace.options.kit.fields.find(entity.field(key)?.type ?? '')?.files !== undefined
  const through = async (entity: EntityModel, row: RecordValues): Promise<RecordValues> =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(row).map(async ([key, value]) => {
          const table = entity === surface.entity ? surface.tables.get(key) : undefined
          if (table !== undefined && Array.isArray(value))
            return [key, await Promise.all(value.map((one) => through(table.entity, one as RecordValues)))]
          return [key, isFile(entity, key) ? await known(key, value) : value]
        }),
      ),
    ) as RecordValues
  return through(surface.entity, values)
}

/** Files that values name, wherever in them they stand. */
export function filesNamed(value: Json | RecordValues): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(filesNamed)
  if (typeof value !== 'object' || value === null) return []
  const entry = value as { readonly [key: string]: Json }
  const { id, size } = entry
  if (typeof id === 'string' && typeof size === 'number') return [id]
  return Object.values(entry).flatMap(filesNamed)
}
