import type { Json } from '@mortise/expressions'
import { Icon, useT } from '@mortise/ui'
import {
  type ChangeEvent,
  type ClipboardEvent,
  type DragEvent,
  type ReactNode,
  useRef,
  useState,
} from 'react'
import { FileLink, filesOf } from './files-cell.tsx'
import { messages } from './messages.ts'
import type { FaceContext, FileValue, InputProps } from './types.ts'
import { type UploadState, useUploads } from './use-uploads.ts'
import { useWaitingFiles, WaitingLine } from './waiting-files.tsx'

/** Takes files by a click, a drop, from the clipboard or a phone's camera; shows how far each has come. */
export function FilesInput({ accept, ...props }: InputProps & { readonly accept: string }): ReactNode {
  const { value, onChange, ctx, disabled = false, id } = props
  const t = useT(messages)
  const picker = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [problem, setProblem] = useState<string>()
  const files = filesOf(value)
  const uploads = useUploads({ files, onChange, upload: ctx.upload })
  const waiting = useWaitingFiles({ files, onChange, waiting: ctx.waiting })
  const pictures = accept.startsWith('image')
  const take = (list: Iterable<File> | null): void => {
    const all = [...(list ?? [])]
    const fitting = all.filter((file) => accepts(accept, file))
    setProblem(fitting.length < all.length ? t('notAccepted') : undefined)
    uploads.begin(fitting)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    if (!disabled) take(event.dataTransfer.files)
  }
  const paste = (event: ClipboardEvent): void => {
    if (disabled || event.clipboardData.files.length === 0) return
    event.preventDefault()
    take(event.clipboardData.files)
  }
  const remove = (gone: string): void => {
    if (ctx.waiting?.has(gone) === true) void ctx.waiting.forget(gone)
    const rest = files.filter((file) => file.id !== gone)
    onChange(rest.length === 0 ? null : (rest as unknown as Json))
  }
  const pick = (event: ChangeEvent<HTMLInputElement>): void => {
    take(event.target.files)
    // The same file can be chosen again after it was removed.
    event.target.value = ''
  }
  return (
    <div
      className="m-files"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        if (!disabled) setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onPaste={paste}
    >
      <input ref={picker} type="file" multiple hidden accept={accept} onChange={pick} />
      <input ref={camera} type="file" hidden accept="image/*" capture="environment" onChange={pick} />
      <FileList files={files} ctx={ctx} waiting={waiting} onRemove={disabled ? undefined : remove} />
      {uploads.list.map((one) => (
        <UploadLine key={one.key} upload={one} onStop={uploads.stop} onRetry={uploads.retry} />
      ))}
      {disabled ? null : (
        <>
          <button type="button" id={id} className="m-files-add" onClick={() => picker.current?.click()}>
            <Icon name="upload" />
            {t(over ? 'dropHere' : pictures ? 'uploadImage' : 'upload')}
          </button>
          <button type="button" className="m-files-add m-only-touch" onClick={() => camera.current?.click()}>
            <Icon name="camera" />
            {t('camera')}
          </button>
        </>
      )}
      {problem === undefined ? null : <span className="m-error">{problem}</span>}
    </div>
  )
}

/** Whether a file is of a kind that an `accept` attribute lets in; drops and the clipboard don't ask it. */
export function accepts(accept: string, file: Pick<File, 'name' | 'type'>): boolean {
  const kinds = accept
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '')
  return (
    kinds.length === 0 ||
    kinds.some((kind) => {
      if (kind.startsWith('.')) return file.name.toLowerCase().endsWith(kind)
      return kind.endsWith('/*') ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind
    })
  )
}

function UploadLine({
  upload,
  onStop,
  onRetry,
}: {
  readonly upload: UploadState
  readonly onStop: (key: number) => void
  readonly onRetry: (key: number) => void
}): ReactNode {
  const t = useT(messages)
  const { key, file, share, problem } = upload
  const percent = Math.round(share * 100)
  return (
    <span className="m-file m-file-upload" data-failed={problem !== undefined} title={problem}>
      <span className="m-file-name">{file.name}</span>
      {problem === undefined ? (
        <>
          {/* Without a value it moves by itself: before the first byte is known to have arrived. */}
          <progress
            max={100}
            {...(percent === 0 ? {} : { value: percent })}
            aria-label={t('uploading', { name: file.name })}
          />
          {percent === 0 ? null : (
            <small className="m-faint" aria-hidden="true">
              {percent}%
            </small>
          )}
        </>
      ) : (
        <>
          <span className="m-error">{problem}</span>
          <button type="button" onClick={() => onRetry(key)}>
            {t('retryUpload')}
          </button>
        </>
      )}
      <button type="button" aria-label={t('cancelUpload', { name: file.name })} onClick={() => onStop(key)}>
        <Icon name="x" size={14} />
      </button>
    </span>
  )
}

function FileList({
  files,
  ctx,
  waiting,
  onRemove,
}: {
  readonly files: readonly FileValue[]
  readonly ctx: FaceContext
  readonly waiting: ReturnType<typeof useWaitingFiles>
  readonly onRemove: ((id: string) => void) | undefined
}): ReactNode {
  const t = useT(messages)
  return files.map((file) => {
    const drop = onRemove === undefined ? undefined : () => onRemove(file.id)
    if (ctx.waiting?.has(file.id) === true) {
      return (
        <WaitingLine
          key={file.id}
          file={file}
          state={waiting.states.get(file.id)}
          onRemove={drop}
          onRetry={waiting.retry}
        />
      )
    }
    return (
      <span key={file.id} className="m-file">
        <FileLink file={file} ctx={ctx} />
        {drop === undefined ? null : (
          <button type="button" aria-label={t('removeFile', { name: file.name })} onClick={drop}>
            <Icon name="x" size={14} />
          </button>
        )}
      </span>
    )
  })
}
