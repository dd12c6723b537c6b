import { uploadPart } from '@mortise/client'
import type { FaceContext, FileValue } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import { useMemo } from 'react'
import { DeviceFull, isLocal, isUnreached, type KeptFiles } from '../offline/kept-files.ts'
import { messages } from '../offline/messages.ts'
import { useOutbox } from '../offline/outbox-context.tsx'

/** Largest file that the server takes. */
const largest = 200 * 1024 * 1024

const megabytes = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/**
 * Lets the files of a form outlive a lost line and a closed tab: without a network a file is kept on this device, a large
 * one always, and sent from there. Small ones go straight to the server while it answers.
 */
export function useKeptFiles(face: FaceContext): FaceContext {
  const t = useT(messages)
  const files = useOutbox()?.files
  return useMemo(() => {
    const { upload } = face
    if (files === undefined || upload === undefined) return face
    const words = (file: File): { readonly name: string; readonly size: string } => ({
      name: file.name,
      size: megabytes(file.size),
    })
    const keep = async (file: File): Promise<FileValue> => {
      try {
        return await files.keep(file)
      } catch (error) {
        throw error instanceof DeviceFull ? new Error(t('deviceFull', words(file)), { cause: error }) : error
      }
    }
    return {
      ...face,
      waiting: waitingOf(files),
      fileUrl: (id) => (isLocal(id) ? files.url(id) : face.fileUrl?.(id)),
      upload: async (file, options) => {
        if (file.size > largest) throw new Error(t('tooLarge', { ...words(file), most: megabytes(largest) }))
        if (!navigator.onLine) return keep(file)
        // A device without room sends it as long as the page lives.
        if (file.size > uploadPart) return files.keep(file).catch(() => upload(file, options))
        try {
          return await upload(file, options)
        } catch (error) {
          if (!isUnreached(error) || options?.signal?.aborted === true) throw error
          return keep(file)
        }
      },
    }
  }, [face, files, t])
}

function waitingOf(files: KeptFiles): NonNullable<FaceContext['waiting']> {
  return {
    has: isLocal,
    send: (id) => files.send(id),
    forget: (id) => files.forget(id),
    subscribe: files.subscribe,
    states: files.states,
  }
}
