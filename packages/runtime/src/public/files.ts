import type { FieldDocument } from '@mortise/schema'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { type Opened, openForSending } from './door.ts'
import { type Session, solved } from './riddle.ts'
import { publicSurface } from './surface.ts'

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

/** Whoever is about to send a file for a field, once the riddle is solved. */
export type FileGuest = {
  readonly opened: Opened
  readonly session: Session
  readonly field: FieldDocument
  readonly limit: number
}

/** Asks whether somebody may send a file for a field of the form, and how large. */
export async function fileGuest(
  workspace: Workspace,
  token: string,
  given: { readonly challenge: unknown; readonly answer: unknown; readonly field: string },
): Promise<FileGuest> {
  const opened = await openForSending(workspace, token)
  const { challenge, answer } = given
  const session = await solved(workspace, { link: opened.link.id, token: challenge, answer })
  const field = fieldAt(workspace, opened, given.field)
  if (field === undefined) throw errors.PUBLIC_FILE_REFUSED({ why: given.field.slice(0, 60) })
  const { files, bytes } = await workspace.store.side.publicForms.brought(session.id)
  if (files >= mostFiles || bytes >= mostBytes) throw errors.PUBLIC_FILE_REFUSED({ why: `> ${mostFiles}` })
  const megabytes = Number(field.settings?.['maxSize'] ?? Number.NaN)
  const own = Number.isFinite(megabytes) && megabytes > 0 ? megabytes * 1_048_576 : publicFileLimit
  return { opened, session, field, limit: Math.min(own, publicFileLimit) }
}

/** The file field at a place: `photo`, or `items/photo` for a column. */
function fieldAt(
  workspace: Workspace,
  { form, published }: Opened,
  place: string,
): FieldDocument | undefined {
  const { kit } = workspace.options
  const surface = publicSurface({ model: published.model, kit }, form)
  const [head = '', inner] = place.split('/')
  const table = inner === undefined ? undefined : surface?.tables.get(head)
  const isOpen = inner === undefined ? surface?.fields.has(head) === true : table?.columns.has(inner) === true
  const field = (inner === undefined ? surface?.entity : table?.entity)?.field(inner ?? head)
  if (!isOpen || field === undefined || kit.fields.find(field.type)?.files === undefined) return undefined
  return field.document
}

/** Refuses a file whose name or beginning is not what the field takes; names that run code are never taken. */
export function checkPublicFile(
  field: FieldDocument,
  file: { readonly name: string; readonly bytes: Uint8Array },
): void {
  const { name, bytes } = file
  const refuse = (): never => {
    throw errors.PUBLIC_FILE_REFUSED({ why: name.slice(0, 60) })
  }
  const accept = field.settings?.['accept']
  if (running.test(name)) refuse()
  if ((typeof accept !== 'string' || accept === '') && !usual.test(name)) refuse()
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  const expected = begins.find(([pattern]) => pattern.test(name))?.[1]
  if (expected !== undefined && !expected.some((one) => start.startsWith(one))) refuse()
}
