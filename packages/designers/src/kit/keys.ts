import { randomId } from '@mortise/ui'
import { pinyin } from 'pinyin-pro'

const keyLength = 48

/**
 * A key out of a name that a person wrote: `客户等级` becomes `ke_hu_deng_ji`, `Lead source` `lead_source`. Falls back to
 * `otherwise` when nothing of the name is left, and gets a number when the key is taken.
 */
export function freshKey(name: string, taken: Iterable<string>, otherwise: string): string {
  const used = new Set(taken)
  const spelled = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).join('_')
  const plain = spelled
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, keyLength - 4)
  const base = plain === '' ? otherwise : plain
  if (!used.has(base) && plain !== '') return base
  for (let at = plain === '' ? 1 : 2; ; at++) {
    const key = `${base}_${at}`
    if (!used.has(key)) return key
  }
}

/** A stable id for a new element: never shown, only told apart. */
export function freshId(prefix: string): string {
  return `${prefix}_${randomId().slice(0, 8)}`
}
