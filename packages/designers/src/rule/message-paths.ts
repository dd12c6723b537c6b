import type { Expression } from '@mortise/expressions'
import type { MessageDocument } from '@mortise/schema'

/** A value within a message: where it stands, and what the sample holds there. */
export type MessagePath = { readonly path: string; readonly sample: string }

const deepest = 8

/** Every value that a message holds, as far as the sample shows; lists are one value. */
export function messagePaths(sample: MessageDocument['sample']): readonly MessagePath[] {
  const walk = (value: unknown, path: string, depth: number): readonly MessagePath[] => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < deepest)
      return Object.entries(value).flatMap(([key, one]) => walk(one, `${path}.${key}`, depth + 1))
    return path === 'payload' ? [] : [{ path, sample: JSON.stringify(value) ?? '' }]
  }
  // A name with a point in it could not be told from a way through two.
  return walk(sample ?? {}, 'payload', 0).filter(({ path }) => !path.split('.').some((part) => part === ''))
}

/** The place in a message that an expression is; undefined for any other expression. */
export function pathOf(expression: Expression | undefined): string | undefined {
  if (typeof expression !== 'object' || expression === null || !('var' in expression)) return undefined
  const path = expression['var']
  return typeof path === 'string' ? path : undefined
}

/** Reads what somebody pasted as a sample; undefined where it is no JSON object. */
export function readSample(text: string): MessageDocument['sample'] | undefined {
  try {
    const json = JSON.parse(text) as unknown
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as NonNullable<MessageDocument['sample']>)
      : undefined
  } catch {
    return undefined
  }
}
