import { Worker } from 'node:worker_threads'
import { pdfErrors } from './errors.ts'
import type { PageDefinition } from '@mortise/prints'
import { noRoom, type RenderAnswer, type RenderRequest } from './messages.ts'

type Waiting = {
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (error: Error) => void
}

type Thread = { readonly worker: Worker; readonly waiting: Map<number, Waiting> }

/** A few threads that draw PDFs, so that a long document never holds up the server. */
export class PdfPool {
  readonly #size: number
  readonly #threads: Thread[] = []
  #next = 0

  /** Threads start when first needed; each holds the font, about 25 MB. */
  constructor(size: number) {
    this.#size = Math.max(1, size)
  }

  /** Draws pages on the thread with the least to do. Rejects with PDF_FAILED when they can't be drawn. */
  render(pages: PageDefinition): Promise<Uint8Array> {
    const thread = this.#leastBusy()
    this.#next += 1
    const request: RenderRequest = { id: this.#next, pages }
    return new Promise((resolve, reject) => {
      thread.waiting.set(request.id, { resolve, reject })
      thread.worker.ref()
      thread.worker.postMessage(request)
    })
  }

  /** Ends every thread; what they still drew is rejected. */
  async close(): Promise<void> {
    const threads = this.#threads.splice(0)
    await Promise.all(threads.map(({ worker }) => worker.terminate()))
  }

  #leastBusy(): Thread {
    const idle = this.#threads.find(({ waiting }) => waiting.size === 0)
    if (idle !== undefined) return idle
    if (this.#threads.length < this.#size) return this.#start()
    return this.#threads.reduce((a, b) => (b.waiting.size < a.waiting.size ? b : a))
  }

  #start(): Thread {
    const worker = new Worker(new URL('./worker.ts', import.meta.url))
    const thread: Thread = { worker, waiting: new Map() }
    worker.on('message', (answer: RenderAnswer) => settle(thread, answer))
    worker.on('error', (error) => this.#drop(thread, error.message))
    worker.on('exit', () => this.#drop(thread, 'the drawing thread ended'))
    // An idle thread must not keep a process alive that is done with everything else.
    worker.unref()
    this.#threads.push(thread)
    return thread
  }

  #drop(thread: Thread, reason: string): void {
    const at = this.#threads.indexOf(thread)
    if (at >= 0) this.#threads.splice(at, 1)
    for (const { reject } of thread.waiting.values()) reject(pdfErrors.PDF_FAILED({ reason }))
    thread.waiting.clear()
  }
}

function settle(thread: Thread, answer: RenderAnswer): void {
  const waiting = thread.waiting.get(answer.id)
  thread.waiting.delete(answer.id)
  if (thread.waiting.size === 0) thread.worker.unref()
  if ('bytes' in answer) waiting?.resolve(answer.bytes)
  else if (answer.fault === noRoom) waiting?.reject(pdfErrors.PDF_NO_ROOM())
  else waiting?.reject(pdfErrors.PDF_FAILED({ reason: answer.fault }))
}
