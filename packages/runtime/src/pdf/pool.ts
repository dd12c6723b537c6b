import { Worker } from 'node:worker_threads'
import { pdfErrors } from './errors.ts'
import { type Given, noRoom, type RenderAnswer, type Rendered, type RenderRequest } from './messages.ts'

/** Pages that wait to be drawn, and who waits for them. */
type Order = {
  readonly request: RenderRequest
  readonly resolve: (made: never) => void
  readonly reject: (error: Error) => void
}

/** What the pool needs of a thread. */
export type DrawingThread = Pick<Worker, 'on' | 'ref' | 'unref' | 'postMessage' | 'terminate'>

type Thread = { readonly worker: DrawingThread; order: Order | undefined; timer: NodeJS.Timeout | undefined }

/** What one document and all that wait may take. */
export type PdfLimits = {
  /** Threads that draw at the same time. */
  readonly threads: number
  /** Milliseconds for one document; a page of forty lines takes about thirty. */
  readonly time: number
  /** Megabytes of memory of a thread, its font (25) among them. */
  readonly memory: number
  /** Documents that may wait; who comes after them is asked to come again. */
  readonly waiting: number
}

/**
 * A few threads that draw PDFs, so that a long document never holds up the server. Each draws one at a time: what a document
 * breaks, by its length or by its pictures, is that document alone.
 */
export class PdfPool {
  readonly #limits: PdfLimits
  readonly #threads: Thread[] = []
  readonly #waiting: Order[] = []
  readonly #open: () => DrawingThread
  #closed = false

  /** Threads start when first needed; `open` starts one. */
  constructor(limits: PdfLimits, open: () => DrawingThread = () => openThread(limits)) {
    this.#limits = limits
    this.#open = open
  }

  /**
   * Draws pages on the first thread that is free. Rejects with PDF_FAILED when they can't be drawn, PDF_TOO_LARGE when that
   * takes too long or too much memory, PDF_BUSY when too many wait already.
   */
  render<As extends keyof Rendered>(of: Given[As], as: As): Promise<Rendered[As]> {
    if (this.#waiting.length >= this.#limits.waiting) return Promise.reject(pdfErrors.PDF_BUSY())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request: { as, of } as RenderRequest, resolve, reject })
      this.#next()
    })
  }

  /** Ends every thread; what they still drew, and what waited, is rejected. */
  async close(): Promise<void> {
    this.#closed = true
    const threads = this.#threads.splice(0)
    const left = [...threads.flatMap(({ order }) => order ?? []), ...this.#waiting.splice(0)]
    for (const { reject } of left) reject(pdfErrors.PDF_FAILED({ reason: 'the process shuts down' }))
    for (const thread of threads) clearTimeout(thread.timer)
    await Promise.all(threads.map(({ worker }) => worker.terminate()))
  }

  #next(): void {
    if (this.#closed || this.#waiting.length === 0) return
    const idle = this.#threads.find(({ order }) => order === undefined)
    const thread = idle ?? (this.#threads.length < this.#limits.threads ? this.#start() : undefined)
    const order = thread === undefined ? undefined : this.#waiting.shift()
    if (thread === undefined || order === undefined) return
    thread.order = order
    thread.worker.ref()
    thread.worker.postMessage(order.request)
  }

  #start(): Thread {
    const worker = this.#open()
    const thread: Thread = { worker, order: undefined, timer: undefined }
    worker.on('message', (answer: RenderAnswer) => {
      // Its time runs from here: on a busy machine a thread takes a while to start.
      if ('begun' in answer) return this.#limit(thread)
      const order = free(thread)
      if (order !== undefined) settle(order, answer)
      this.#next()
    })
    worker.on('error', (error: Error & { readonly code?: string }) =>
      this.#drop(
        thread,
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? pdfErrors.PDF_TOO_LARGE()
          : pdfErrors.PDF_FAILED({ reason: error.message }),
      ),
    )
    worker.on('exit', () => this.#drop(thread, pdfErrors.PDF_FAILED({ reason: 'the drawing thread ended' })))
    // An idle thread must not keep a process alive that is done with everything else.
    worker.unref()
    this.#threads.push(thread)
    return thread
  }

  #limit(thread: Thread): void {
    thread.timer = setTimeout(() => {
      this.#drop(thread, pdfErrors.PDF_TOO_LARGE())
      void thread.worker.terminate()
    }, this.#limits.time)
  }

  /** Lets a thread go that is no good any more; a fresh one takes what waits. */
  #drop(thread: Thread, reason: Error): void {
    const at = this.#threads.indexOf(thread)
    if (at >= 0) this.#threads.splice(at, 1)
    free(thread)?.reject(reason)
    this.#next()
  }
}

function openThread({ memory }: PdfLimits): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memory },
  })
}

/** Takes its order from a thread. */
function free(thread: Thread): Order | undefined {
  const { order } = thread
  clearTimeout(thread.timer)
  thread.order = undefined
  thread.timer = undefined
  thread.worker.unref()
  return order
}

function settle({ resolve, reject }: Order, answer: Exclude<RenderAnswer, { readonly begun: true }>): void {
  if ('made' in answer) resolve(answer.made as never)
  else if (answer.fault === noRoom) reject(pdfErrors.PDF_NO_ROOM())
  else reject(pdfErrors.PDF_FAILED({ reason: answer.fault }))
}
