import { Worker } from 'node:worker_threads'
import { fileTextErrors } from './errors.ts'
import type { FileText, ReadableKind, TextAnswer, TextLimits, TextRequest } from './messages.ts'

/** Bounds of one file: bytes, milliseconds, memory of the thread in MB, pages and characters. */
const most = { bytes: 20 * 1024 * 1024, time: 60_000, memory: 512 }
const limits: TextLimits = { pages: 300, characters: 400_000 }

/** By the first bytes where they tell, else by the name: what somebody called it decides nothing. */
export function readableKind(name: string, bytes: Uint8Array): ReadableKind | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (head.includes('%PDF-')) return 'pdf'
  if (head.startsWith('PK') && /\.docx$/i.test(name)) return 'docx'
  return /\.(?:txt|md|csv)$/i.test(name) && !head.includes('\u0000') ? 'text' : undefined
}

/**
 * Reads the words of a file in a thread of its own, which ends with it: a faulty or hostile file costs no more than the
 * limits, and nothing but its own reading. Rejects with a `FILE_TEXT_…` error that names the file.
 */
export async function readFileText(file: {
  readonly name: string
  readonly bytes: Uint8Array
}): Promise<FileText> {
  const { name, bytes } = file
  const kind = readableKind(name, bytes)
  if (kind === undefined) throw fileTextErrors.FILE_TEXT_KIND({ name })
  if (bytes.byteLength > most.bytes)
    throw fileTextErrors.FILE_TEXT_LARGE({ name, most: most.bytes / 1024 / 1024 })
  const answer = await inThread({ bytes: new Uint8Array(bytes), kind, limits })
  if (answer === undefined) throw fileTextErrors.FILE_TEXT_SLOW({ name })
  if ('fault' in answer) throw fileTextErrors.FILE_TEXT_BROKEN({ name }, { cause: new Error(answer.fault) })
  return answer
}

/** Undefined when the time was over. */
async function inThread(request: TextRequest): Promise<TextAnswer | undefined> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: most.memory },
    // Nothing of what the server knows is at hand where a stranger's file is read.
    env: {},
    // The library says on loading that it can't draw, which nobody asks of it.
    stdout: true,
    stderr: true,
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    return await new Promise<TextAnswer | undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), most.time)
      worker.once('message', resolve)
      worker.once('error', (error) =>
        resolve({ fault: error instanceof Error ? error.message : String(error) }),
      )
      worker.once('exit', () => resolve({ fault: 'the reading thread ended' }))
      worker.postMessage(request, [request.bytes.buffer as ArrayBuffer])
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
