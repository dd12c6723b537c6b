import { parentPort } from 'node:worker_threads'
import { drawPdf } from './draw.ts'
import type { RenderAnswer, RenderRequest } from './messages.ts'

/** Body of a drawing thread: takes pages one after another, answers each with its bytes. */
async function answer({ id, pages }: RenderRequest): Promise<RenderAnswer> {
  try {
    return { id, bytes: await drawPdf(pages) }
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) }
  }
}

let last: Promise<void> = Promise.resolve()

parentPort?.on('message', (request: RenderRequest) => {
  last = last.then(async () => parentPort?.postMessage(await answer(request)))
})
