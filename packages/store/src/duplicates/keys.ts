import { createHash } from 'node:crypto'
import type { DuplicateDocument } from '@mortise/schema'
import { syllablesOf } from '../search/pinyin.ts'
import { suffixes } from '../sql/normalised.ts'
import { simplified } from './simplified.ts'

type Normalise = NonNullable<DuplicateDocument['normalise']>

const longest = 120
const fuzzyFrom = 4
const suffix = new RegExp(suffixes, 'u')

/** Width, case, blanks, signs, traditional characters and the ending of a company's name make no difference. */
export function sameText(text: string): string {
  const plain = simplified(text.normalize('NFKC').toLowerCase()).replace(/[^\p{L}\p{N}]+/gu, '')
  const cut = plain.slice(0, longest).replace(suffix, '')
  // A name that is nothing but an ending is left whole.
  return cut === '' ? plain.slice(0, longest) : cut
}

/** One letter more, less, another or elsewhere: two texts that share a key are that near. */
function nearKeys(text: string): readonly string[] {
  const letters = [...text]
  if (letters.length < fuzzyFrom) return [text]
  return [text, ...letters.map((_, at) => letters.toSpliced(at, 1).join(''))]
}

function soundKeys(text: string): readonly string[] {
  const variants = syllablesOf(text)
  if (variants === null) return [text]
  const rest = text.replace(/\p{Script=Han}/gu, '')
  return variants.map((one) => `${one.join('')}${rest}`)
}

const kinds: { readonly [N in Normalise]?: (text: string) => readonly string[] } = {
  text: (text) => [text],
  pinyin: soundKeys,
  fuzzy: nearKeys,
}

/** Whether values are compared by keys of ours; the others Postgres compares itself. */
export function isKeyed(normalise: Normalise | undefined): boolean {
  return normalise !== undefined && kinds[normalise] !== undefined
}

/** Keys of a value: values that share one count as the same. None of an empty one. */
export function keysOf(normalise: Normalise | undefined, value: string): readonly string[] {
  const text = sameText(value)
  const keys = text === '' ? [] : (kinds[normalise ?? 'none']?.(text) ?? [])
  return [...new Set(keys)].filter((key) => key !== '')
}

/** The mark under which keys of a field are kept, by stable names. */
export function keyMark(entity: string, field: string, normalise: Normalise): string {
  const name = JSON.stringify([entity, field, normalise])
  let mark = marks.get(name)
  if (mark === undefined) {
    mark = createHash('sha256').update(name).digest('base64url').slice(0, 12)
    marks.set(name, mark)
  }
  return mark
}
const marks = new Map<string, string>()
