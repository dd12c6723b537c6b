import type { Json } from '@mortise/expressions'
import { Icon, laterPart } from '@mortise/ui'
import { type MouseEvent, type ReactNode, Suspense, useState } from 'react'
import { previewKind } from './preview-kind.ts'
import type { CellProps, FaceContext, FileValue } from './types.ts'

const FilePreview = laterPart(async () => (await import('./file-preview.tsx')).FilePreview)

/** The files of a value. */
export function filesOf(value: Json): readonly FileValue[] {
  return Array.isArray(value) ? (value as unknown as readonly FileValue[]) : []
}

/** A file by its name; a press looks at it where the browser can show it. */
export function FileLink({ file, ctx }: { readonly file: FileValue; readonly ctx: FaceContext }): ReactNode {
  const [open, setOpen] = useState(false)
  const url = ctx.fileUrl?.(file.id)
  const picture = previewKind(file.type) === 'image' && url !== undefined
  const look = (event: MouseEvent): void => {
    event.stopPropagation()
    // With a key held the browser opens or saves it in its own way.
    if (url === undefined || previewKind(file.type) === undefined || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    setOpen(true)
  }
  return (
    <>
      {url === undefined ? (
        // Nothing to open: a stranger's file is theirs to send, not to fetch.
        <span className="m-file-plain">
          <Icon name="paperclip" size={14} />
          <span>{file.name}</span>
        </span>
      ) : (
        <a href={url} target="_blank" rel="noreferrer" onClick={look}>
          {picture ? <img src={url} alt="" loading="lazy" /> : <Icon name="paperclip" size={14} />}
          <span>{file.name}</span>
        </a>
      )}
      {open && url !== undefined ? (
        <Suspense fallback={null}>
          <FilePreview file={file} url={url} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

/** The files of a record; in a list only the first and how many more. */
export function FilesCell({ value, ctx, full = false }: CellProps): ReactNode {
  const files = filesOf(value)
  const shown = full ? files : files.slice(0, 1)
  if (files.length === 0) return null
  return (
    <span className="m-files">
      {shown.map((file) => (
        <span key={file.id} className="m-file">
          <FileLink file={file} ctx={ctx} />
        </span>
      ))}
      {shown.length < files.length ? <span className="m-faint">+{files.length - shown.length}</span> : null}
    </span>
  )
}
