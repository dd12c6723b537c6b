import type { Json } from '@mortise/expressions'
import { Icon, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import { messages } from './messages.ts'
import type { FileValue, WaitingFile, WaitingFiles } from './types.ts'

const nobody = (): (() => void) => () => undefined
const none: ReadonlyMap<string, WaitingFile> = new Map()
const noStates = (): ReadonlyMap<string, WaitingFile> => none

/** Hearing of the network tries at once; but a line may be back before anything gets through, and nobody says so again. */
const every = 10_000

type Given = {
  readonly files: readonly FileValue[]
  readonly onChange: (value: Json) => void
  readonly waiting: WaitingFiles | undefined
}

/**
 * Sends the files of a value that lie on this device: now, whenever the network comes back, and again and again until they
 * are through. Puts what the server calls each in its place. Gives how far each is, and how to try those again that were refused.
 */
export function useWaitingFiles(given: Given): {
  readonly states: ReadonlyMap<string, WaitingFile>
  readonly retry: () => void
} {
  const { files, waiting } = given
  const now = useRef(given)
  useEffect(() => {
    now.current = given
  })
  const ids = files.filter(({ id }) => waiting?.has(id) === true).map(({ id }) => id)
  const names = ids.join(' ')
  const again = useRef<() => void>(() => undefined)
  useEffect(() => {
    if (waiting === undefined || names === '') return undefined
    let current = true
    const swap = (id: string, stored: FileValue): void => {
      const { files: all, onChange } = now.current
      if (!current || !all.some((one) => one.id === id)) return
      const next = all.map((one) => (one.id === id ? stored : one))
      now.current = { ...now.current, files: next }
      onChange(next as unknown as Json)
    }
    const refused = (id: string): boolean => waiting.states().get(id)?.problem !== undefined
    const send = async (wanted: readonly string[]): Promise<void> => {
      for (const id of wanted) {
        if (!current || !navigator.onLine) return
        // What is wrong with one its line says; the others go on.
        await waiting.send(id).then(
          (stored) => swap(id, stored),
          () => undefined,
        )
      }
    }
    const all = names.split(' ')
    const attempt = (): void => void send(all)
    again.current = attempt
    attempt()
    addEventListener('online', attempt)
    // What the server refused stays refused until somebody asks for it.
    const timer = setInterval(() => void send(all.filter((id) => !refused(id))), every)
    return () => {
      current = false
      removeEventListener('online', attempt)
      clearInterval(timer)
    }
  }, [waiting, names])
  const states = useSyncExternalStore(waiting?.subscribe ?? nobody, waiting?.states ?? noStates)
  return { states, retry: () => again.current() }
}

/** A file of this device: on its way, waiting for the network, or refused. */
export function WaitingLine({
  file,
  state,
  onRemove,
  onRetry,
}: {
  readonly file: FileValue
  readonly state: WaitingFile | undefined
  readonly onRemove: (() => void) | undefined
  readonly onRetry: () => void
}): ReactNode {
  const t = useT(messages)
  const { share, problem } = state ?? {}
  const percent = Math.round((share ?? 0) * 100)
  return (
    <span className="m-file m-file-upload" data-failed={problem !== undefined}>
      <span className="m-file-name">{file.name}</span>
      {problem === undefined ? null : (
        <>
          <span className="m-error">{problem}</span>
          <button type="button" onClick={onRetry}>
            {t('retryUpload')}
          </button>
        </>
      )}
      {problem === undefined && share === undefined ? (
        <small className="m-file-waits" title={t('waitsHint')}>
          <Icon name="clock" size={12} /> {t('waits')}
        </small>
      ) : null}
      {problem === undefined && share !== undefined ? (
        <>
          <progress
            max={100}
            {...(percent === 0 ? {} : { value: percent })}
            aria-label={t('uploading', { name: file.name })}
          >
            {percent}%
          </progress>
          <small className="m-faint">{percent}%</small>
        </>
      ) : null}
      {onRemove === undefined ? null : (
        <button type="button" aria-label={t('removeFile', { name: file.name })} onClick={onRemove}>
          <Icon name="x" size={14} />
        </button>
      )}
    </span>
  )
}
