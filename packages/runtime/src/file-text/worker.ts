import { parentPort } from 'node:worker_threads'
import type { FileText, TextAnswer, TextRequest } from './messages.ts'
import { readDocx } from './read-docx.ts'

/** Body of a reading thread: reads one file and ends. The PDF library is loaded only for a PDF. */
async function read({ bytes, kind, limits }: TextRequest): Promise<FileText> {
  if (kind === 'docx') return readDocx(bytes, limits)
  if (kind === 'pdf') {
    const { readPdf } = await import('./read-pdf.ts')
    return readPdf(bytes, limits)
  }
  const text = new TextDecoder('utf8').decode(bytes)
  return { text: text.slice(0, limits.characters), cut: text.length > limits.characters }
}

parentPort?.on('message', (request: TextRequest) => {
  void read(request)
    .catch(
      (error: unknown): TextAnswer => ({ fault: error instanceof Error ? error.message : String(error) }),
    )
    .then((answer) => {
      parentPort?.postMessage(answer)
      parentPort?.close()
    })
})
