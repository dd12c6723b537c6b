import type { ErrorDetail } from '@mortise/errors'
import type { PrintDocument } from '@mortise/schema'
import { errors } from '../errors.ts'
import type { PrintKit } from '../types.ts'
import { placedBlocks } from '../walk.ts'
import { drawnText } from './letters.ts'

/** Every text in a document with its JSON pointer; `leaveOut` are pointers of parts that are looked at by themselves. */
function texts(
  node: unknown,
  path: string,
  leaveOut: ReadonlySet<string>,
): readonly { readonly text: string; readonly path: string }[] {
  if (typeof node === 'string') return [{ text: node, path }]
  if (typeof node !== 'object' || node === null || leaveOut.has(path)) return []
  return Object.entries(node).flatMap(([key, value]) => texts(value, `${path}/${key}`, leaveOut))
}

/**
 * Letters that a template itself writes and that the fonts do not have, each with its place. It fills and prints all the same,
 * with boxes in their place; what only the values of a record bring is told when it is printed.
 */
export function glyphProblems(
  template: PrintDocument,
  kit: Pick<PrintKit, 'blocks'>,
): readonly ErrorDetail[] {
  const written = placedBlocks(template, kit.blocks).flatMap(({ block, path }) => {
    const type = kit.blocks.find(block.type)
    if (type === undefined || type.wordless === true) return []
    const inner = (type.children?.(block) ?? []).map(({ at }) => `${path}${at}`)
    return texts(block, path, new Set([...inner, `${path}/visible`]))
  })
  const behind = { text: template.watermark?.text ?? '', path: '/watermark/text' }
  return [...written, behind].flatMap(({ text, path }) => {
    const { missing } = drawnText(text)
    if (missing.length === 0) return []
    const error = errors.PRINT_LETTERS_MISSING({ letters: missing.slice(0, 12).join('') })
    return [{ path, code: error.code, message: error.text }]
  })
}
