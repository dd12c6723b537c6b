import type { Json } from '@mortise/expressions'
import { pointer } from '../pointer.ts'
import type { Conflict, Merging, Three } from './types.ts'

function told(name: keyof Three, value: unknown): object {
  return value === undefined ? {} : { [name]: value as Json }
}

/** Notes a conflict and gives the side that wins it. */
export function conflict(three: Three, at: Merging): unknown {
  const found: Conflict = {
    path: pointer(at.path),
    ...told('base', three.base),
    ...told('ours', three.ours),
    ...told('theirs', three.theirs),
  }
  at.found.push(found)
  return at.choose(found) === 'theirs' ? three.theirs : three.ours
}

/** The same merge, one name further in. */
export function inside(at: Merging, name: string): Merging {
  return { ...at, path: [...at.path, name] }
}
