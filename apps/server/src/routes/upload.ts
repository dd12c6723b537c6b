import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { errors } from '../errors.ts'

/** A file that came with a request, whole. */
export type Upload = { readonly name: string; readonly type: string; readonly bytes: Uint8Array }

/** Reads the one file of a multipart request. Its name loses all folders and control characters. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw errors.FILE_MISSING()
  const part: MultipartFile | undefined = await request.file()
  if (part === undefined) throw errors.FILE_MISSING()
  const bytes = await part.toBuffer()
  return { name: safeName(part.filename), type: safeType(part.mimetype), bytes }
}

/** A file that comes with a request, piece by piece. */
export type StreamedUpload = {
  readonly name: string
  readonly type: string
  readonly pieces: AsyncIterable<Uint8Array>
}

/** Opens the one file of a multipart request to be read as it comes, however large; a cut-off one throws. */
export async function openUpload(request: FastifyRequest, most: number): Promise<StreamedUpload> {
  if (!request.isMultipart()) throw errors.FILE_MISSING()
  const part = await request.file({ limits: { fileSize: most } })
  if (part === undefined) throw errors.FILE_MISSING()
  const { file } = part
  const pieces = async function* (): AsyncIterable<Uint8Array> {
    for await (const piece of file) yield piece as Uint8Array
    if (file.truncated) throw errors.FILE_TOO_LARGE({ limit: Math.round(most / 1_000_000) })
  }
  return { name: safeName(part.filename), type: safeType(part.mimetype), pieces: pieces() }
}

/** A file's name without folders and control characters. */
export function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const clean = [...last]
    .filter((one) => one >= ' ' && one !== '\u007f')
    .join('')
    .trim()
  return clean.slice(0, 200) || 'file'
}

/** A file's type, if it is written as one. */
export function safeType(type: string): string {
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream'
}

/** `Content-Disposition` for any name: plain for old programs, exact for new ones (RFC 6266). */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`
}
