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

function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const clean = [...last]
    .filter((one) => one >= ' ' && one !== '\u007f')
    .join('')
    .trim()
  return clean.slice(0, 200) || 'file'
}

function safeType(type: string): string {
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream'
}

/** `Content-Disposition` for any name: plain for old programs, exact for new ones (RFC 6266). */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`
}
