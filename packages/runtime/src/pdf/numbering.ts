import {
  type Numbering,
  type PageDefinition,
  sectionsOf,
  toDocDefinition,
  withSections,
} from '@mortise/prints'
import type { Content } from 'pdfmake/interfaces.js'
import { type Draw, layOut, markedAt, marker } from './lay-out.ts'

/** Where each of several documents begins, found by laying all of them out; undefined for one alone. */
export async function numberingOf(pages: PageDefinition, draw: Draw): Promise<Numbering | undefined> {
  const sections = sectionsOf(pages)
  const begins = sections.flatMap(({ begins: own }, at) => (at === 0 || own === true ? [at] : []))
  if (begins.length < 2) return undefined
  const definition = toDocDefinition(
    withSections(
      pages,
      sections.map((section) => ({ ...section, header: undefined, footer: undefined, edgeSeal: undefined })),
    ),
  )
  const starts = begins.map((at) => {
    const node = (definition.content as readonly { readonly section?: Content[] }[])[at]
    const start = marker()
    node?.section?.unshift(start)
    return start
  })
  const count = await layOut(definition, draw)
  const froms = starts.map((start) => markedAt(start).pageNumber)
  return froms.map((from, at) => ({ from, count: (froms[at + 1] ?? count + 1) - from }))
}
