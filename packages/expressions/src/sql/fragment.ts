import type { NodeType } from '../node.ts'
import type { Json } from '../types.ts'

/**
 * A piece of SQL with its values apart: `strings` has one more element than `values`, a placeholder stands
 * between two strings, so pieces can be put together and numbered at the end. Values are never text in SQL.
 */
export type Fragment = {
  readonly strings: readonly string[]
  readonly values: readonly Json[]
  /** For conditions: NULL stands for false. Has to be made strict under NOT and where a value is needed. */
  readonly maybeNull?: true
}

/** SQL text written by us; never pass anything a user wrote. */
export function rawSql(text: string): Fragment {
  return { strings: [text], values: [] }
}

/** A bound value. */
export function bindSql(value: Json): Fragment {
  return { strings: ['', ''], values: [value] }
}

/** Puts SQL together: only fragments may be filled in. */
export function sql(texts: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  const strings: string[] = [texts[0] ?? '']
  const values: Json[] = []
  parts.forEach((part, index) => {
    strings.push(`${strings.pop() ?? ''}${part.strings[0] ?? ''}`, ...part.strings.slice(1))
    values.push(...part.values)
    strings.push(`${strings.pop() ?? ''}${texts[index + 1] ?? ''}`)
  })
  return { strings, values }
}

/** Fragments with a separator between them. */
export function joinSql(parts: readonly Fragment[], separator: string): Fragment {
  const strings: string[] = []
  const values: Json[] = []
  let open = ''
  for (const [index, part] of parts.entries()) {
    const [first = '', ...rest] = part.strings
    open += `${index === 0 ? '' : separator}${first}`
    for (const text of rest) {
      strings.push(open)
      open = text
    }
    for (const value of part.values) values.push(value)
  }
  strings.push(open)
  return { strings, values }
}

/** Marks a condition whose NULL means false. */
export function maybeNull(fragment: Fragment): Fragment {
  return { strings: fragment.strings, values: fragment.values, maybeNull: true }
}

/** Two-valued form of a condition. */
export function strictSql(fragment: Fragment): Fragment {
  return sql`coalesce(${fragment}, false)`
}

/** Text with `$1`… placeholders for a driver; `from` is the number of the first. */
export function renderSql(
  fragment: Fragment,
  from: number = 1,
): { readonly text: string; readonly values: readonly Json[] } {
  let text = fragment.strings[0] ?? ''
  for (let i = 1; i < fragment.strings.length; i += 1) text += `$${from + i - 1}${fragment.strings[i] ?? ''}`
  return { text, values: fragment.values }
}

const columnTypes: { readonly [kind: string]: string } = {
  number: 'numeric',
  text: 'text',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  time: 'time',
  duration: 'numeric',
  json: 'jsonb',
  id: 'uuid',
}

/** Postgres type of a type of the language; text where there is none. */
export function postgresType(type: NodeType): string {
  if (type.kind === 'set') return type.of === 'id' ? 'uuid[]' : 'text[]'
  return columnTypes[type.kind] ?? 'text'
}

/** A bound value with its type, so that Postgres never guesses. */
export function typedSql(value: Json, type: NodeType): Fragment {
  if (value === null) return type.kind === 'null' ? rawSql('NULL') : rawSql(`NULL::${postgresType(type)}`)
  if (type.kind === 'boolean') return rawSql(value === true ? 'true' : 'false')
  return sql`${bindSql(value)}::${rawSql(postgresType(type))}`
}
