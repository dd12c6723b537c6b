import type { Json } from '@mortise/expressions'
import { Icon, useT } from '@mortise/ui'
import { type DragEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react'
import { FilePreview, previewKind } from './file-preview.tsx'
import { messages } from './messages.ts'
import type { CellProps, FaceContext, FileValue, InputProps } from './types.ts'

/** The files of a value. */
export function filesOf(value: Json): readonly FileValue[] {
  return Array.isArray(value) ? (value as unknown as readonly FileValue[]) : []
}

/** Takes files by a click or a drop, uploads them one after another and keeps their order. */
export function FilesInput({ accept, ...props }: InputProps & { readonly accept: string }): ReactNode {
  const { value, onChange, ctx, disabled = false, id } = props
  const t = useT(messages)
  const picker = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const files = filesOf(value)
  const take = async (list: FileList | null): Promise<void> => {
    let all = files
    setProblem(undefined)
    for (const file of list ?? []) {
      setBusy(file.name)
      try {
        const stored = await ctx.upload?.(file)
        if (stored !== undefined) all = [...all, stored]
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error))
      }
    }
    setBusy(undefined)
    if (all !== files) onChange(all as unknown as Json)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    if (!disabled) void take(event.dataTransfer.files)
  }
  const remove = (gone: string): void => {
    const rest = files.filter((file) => file.id !== gone)
    onChange(rest.length === 0 ? null : (rest as unknown as Json))
  }
  return (
    <div className="m-files" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={accept}
        onChange={(event) => void take(event.target.files)}
      />
      <FileList files={files} ctx={ctx} onRemove={disabled ? undefined : remove} />
      {disabled ? null : (
        <button type="button" id={id} className="m-files-add" onClick={() => picker.current?.click()}>
          <Icon name="upload" />
          {busy === undefined
            ? t(accept.startsWith('image') ? 'uploadImage' : 'upload')
            : t('uploading', { name: busy })}
        </button>
      )}
      {problem === undefined ? null : <span className="m-error">{problem}</span>}
    </div>
  )
}

function FileList({
  files,
  ctx,
  onRemove,
}: {
  readonly files: readonly FileValue[]
  readonly ctx: FaceContext
  readonly onRemove: ((id: string) => void) | undefined
}): ReactNode {
  const t = useT(messages)
  return files.map((file) => (
    <span key={file.id} className="m-file">
      <FileLink file={file} ctx={ctx} />
      {onRemove === undefined ? null : (
        <button
          type="button"
          aria-label={t('removeFile', { name: file.name })}
          onClick={() => onRemove(file.id)}
        >
          <Icon name="x" size={14} />
        </button>
      )}
    </span>
  ))
}

function FileLink({ file, ctx }: { readonly file: FileValue; readonly ctx: FaceContext }): ReactNode {
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
      <a href={url} target="_blank" rel="noreferrer" onClick={look}>
        {picture ? <img src={url} alt="" loading="lazy" /> : <Icon name="paperclip" size={14} />}
        <span>{file.name}</span>
      </a>
      {open && url !== undefined ? (
        <FilePreview file={file} url={url} onClose={() => setOpen(false)} />
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
