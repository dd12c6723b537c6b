import type { BlockDocument } from '@mortise/schema'

/** Blocks that were copied are kept on this device, so that they can be put into another template too. */
const place = (kind: string): string => `mortise.blocks.${kind}`
/** More than any template is made of. */
const most = 500_000

/** Keeps blocks of a kind of template to be pasted. */
export function keepBlocks(kind: string, blocks: readonly BlockDocument[]): void {
  const text = JSON.stringify(blocks)
  // A device that keeps nothing copies nothing; the template is as it was.
  if (text.length <= most) {
    try {
      localStorage.setItem(place(kind), text)
    } catch {}
  }
}

/** The blocks that were kept last, of types that there are. */
export function keptBlocks(kind: string, isKnown: (type: string) => boolean): readonly BlockDocument[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place(kind)) ?? '[]')
    return Array.isArray(found)
      ? found.filter((one): one is BlockDocument => isBlock(one) && isKnown(one.type))
      : []
  } catch {
    return []
  }
}

function isBlock(one: unknown): one is BlockDocument {
  return typeof one === 'object' && one !== null && typeof (one as { type?: unknown }).type === 'string'
}
