import { parentPort } from 'node:worker_threads'
import { builtinFieldTypes } from '@mortise/fields'
import { sumWriter } from '@mortise/prints'
import { extensionList } from '@mortise/schema'
import { drawLayout, drawPdf, drawPicture } from './draw.ts'
import type { Given, Rendered, RenderAnswer, RenderRequest } from './messages.ts'
import { drawPhoto } from './photo.ts'

const write = sumWriter(extensionList(builtinFieldTypes))

type Ways = {
  readonly [as in keyof Rendered]: (of: Given[as], sums: typeof write) => Promise<Rendered[as]>
}
const ways: Ways = { pdf: drawPdf, layout: drawLayout, picture: drawPicture, photo: drawPhoto }

/** Body of a drawing thread: takes pages one after another, answers each with what was made of them. */
async function answer({ of, as }: RenderRequest): Promise<RenderAnswer> {
  try {
    return { made: await ways[as](of as never, write) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

let last: Promise<void> = Promise.resolve()

parentPort?.on('message', (request: RenderRequest) => {
  last = last.then(async () => {
    const begun: RenderAnswer = { begun: true }
    parentPort?.postMessage(begun)
    parentPort?.postMessage(await answer(request))
  })
})
