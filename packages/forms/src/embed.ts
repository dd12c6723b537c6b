import type { EvaluationInput } from '@mortise/expressions'
import { fillParts, type FormEmbedNode, siteOf } from '@mortise/schema'
import { addCell, type Work } from './compile-work.ts'
import { detail } from './errors.ts'
import type { Slot } from './slots.ts'

type Piece = string | Slot

/** A value as it stands in an address: plain, and so that it can't become a part of the address's own. */
function inAddress(slot: Slot, input: EvaluationInput): string {
  const value = slot.run(input)
  if (value === null) return ''
  return encodeURIComponent(Array.isArray(value) ? value.join(',') : String(value))
}

/**
 * The cell of an embedded page: `state.shown` holds its address with the values of the record. The name of its site is
 * written out, so that no value leads anywhere else; an address that is no https page is a problem of the form.
 */
export function embedCell(work: Work, node: FormEmbedNode, at: { key: string; pointer: string }): void {
  const pointer = `${at.pointer}/url`
  if (siteOf(node.url) === undefined) {
    work.slots.problems.push(detail(pointer, 'FORM_PAGE_ADDRESS', {}))
    return
  }
  const pieces = fillParts(node.url).flatMap((part): readonly Piece[] => {
    if ('text' in part) return [part.text]
    const parsed = work.language.parse(part.source)
    const slot = parsed.ok
      ? work.slots.slot(parsed.expression, { scope: work.entity.scope, pointer })
      : undefined
    if (slot !== undefined) work.reader.read('', slot.paths)
    return slot === undefined ? [] : [slot]
  })
  addCell(work, {
    aspect: 'shown',
    table: '',
    key: at.key,
    slots: pieces.filter((piece) => typeof piece !== 'string'),
    run: (input) =>
      pieces.map((piece) => (typeof piece === 'string' ? piece : inAddress(piece, input))).join(''),
  })
}
