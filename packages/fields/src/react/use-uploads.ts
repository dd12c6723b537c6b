import type { Json } from '@mortise/expressions'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { FaceContext, FileValue } from './types.ts'

/** A file on its way, or one that did not get through. */
export type UploadState = {
  readonly key: number
  readonly file: File
  /** How much has arrived, 0 to 1. */
  readonly share: number
  readonly problem?: string
}

/** Files on their way into a value. */
export type Uploads = {
  readonly list: readonly UploadState[]
  readonly begin: (files: readonly File[]) => void
  /** Stops one, or forgets one that failed. */
  readonly stop: (key: number) => void
  /** Goes on with one that failed, where it broke off. */
  readonly retry: (key: number) => void
}

type Given = {
  readonly files: readonly FileValue[]
  readonly onChange: (value: Json) => void
  readonly upload: FaceContext['upload']
}

/** Sends files one after another and adds them to the value in the order in which they were chosen. */
export function useUploads(given: Given): Uploads {
  const now = useRef(given)
  useEffect(() => {
    now.current = given
  })
  const [list, setList] = useState<readonly UploadState[]>([])
  const next = useRef(1)
  const line = useRef<Promise<void>>(Promise.resolve())
  const stops = useRef(new Map<number, AbortController>())
  const patch = useCallback((key: number, change: Partial<UploadState> | undefined) => {
    setList((all) =>
      change === undefined
        ? all.filter((one) => one.key !== key)
        : all.map((one) => (one.key === key ? { ...one, ...change } : one)),
    )
  }, [])
  const sendOne = useCallback(
    async (key: number, file: File) => {
      const stop = stops.current.get(key)
      if (stop === undefined || stop.signal.aborted) return
      try {
        const onProgress = (share: number): void => patch(key, { share })
        const stored = await now.current.upload?.(file, { onProgress, signal: stop.signal })
        if (stop.signal.aborted) return
        patch(key, undefined)
        // What was added or removed meanwhile counts.
        if (stored !== undefined) {
          const files = [...now.current.files, stored]
          now.current = { ...now.current, files }
          now.current.onChange(files as unknown as Json)
        }
      } catch (error) {
        if (!stop.signal.aborted)
          patch(key, { problem: error instanceof Error ? error.message : String(error) })
      }
    },
    [patch],
  )
  const queue = useCallback(
    (key: number, file: File) => {
      stops.current.set(key, new AbortController())
      line.current = line.current.then(() => sendOne(key, file))
    },
    [sendOne],
  )
  return {
    list,
    begin: (files) => {
      const fresh = files.map((file) => ({ key: next.current++, file, share: 0 }))
      setList((all) => [...all, ...fresh])
      for (const { key, file } of fresh) queue(key, file)
    },
    stop: (key) => {
      stops.current.get(key)?.abort()
      patch(key, undefined)
    },
    retry: (key) => {
      const one = list.find((upload) => upload.key === key)
      if (one === undefined) return
      setList((all) =>
        all.map(({ problem, ...rest }) =>
          rest.key === key || problem === undefined ? rest : { ...rest, problem },
        ),
      )
      queue(key, one.file)
    },
  }
}
