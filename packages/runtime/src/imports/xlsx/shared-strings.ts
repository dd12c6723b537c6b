import { unreadable } from '../table/unreadable.ts'
import { openTexts, type Texts } from './texts.ts'
import { elementsOf, unescaped } from './xml.ts'

/** Texts that cells name by their number. */
export type SharedStrings = Pick<Texts, 'at' | 'close'>

const mostTexts = 20_000_000
const longestText = 4_000_000

/** No shared texts. */
export const noStrings: SharedStrings = { at: () => '', close: () => undefined }

/** Reads the shared texts of a book. Those beyond 50 MB are kept in a temporary file until `close`. */
export async function readSharedStrings(pieces: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
  const texts = openTexts()
  try {
    for await (const elements of elementsOf(pieces, 'si', longestText))
      for (const element of elements) {
        if (texts.count() >= mostTexts) throw unreadable('sharedStrings')
        texts.add(richText(element))
      }
  } catch (error) {
    texts.close()
    throw error
  }
  return texts
}

/** The text of an element with runs, without how it is to be spoken. */
export function richText(element: string): string {
  const spoken = element.includes('rPh>')
    ? element.replaceAll(/<(\w+:)?rPh[\s\S]*?<\/(\w+:)?rPh>/g, '')
    : element
  let text = ''
  for (const [, words = ''] of spoken.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g)) text += words
  return unescaped(text)
}
