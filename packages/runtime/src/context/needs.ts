import { type Json, language, type Scope } from '@mortise/expressions'

/**
 * Paths that the expressions of a document read from a record, wherever they stand in it: expressions, `{{…}}` places of
 * texts, and `$record.…` names. What is read must be fetched before the pure engines run.
 */
export function pathsRead(document: unknown, scope: Scope): readonly string[] {
  const found = new Set<string>()
  gather(document, scope, found)
  return [...found].toSorted()
}

/** What parts of published documents read. Those never change, and are asked about for every person and every change. */
const known = new WeakMap<Scope, WeakMap<object, readonly string[]>>()

/** What is put together for one question is looked through; what lies in it of a published document is known. */
function gather(value: unknown, scope: Scope, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) visit(value, scope, found)
  else if (Object.isFrozen(value)) for (const path of readIn(value, scope)) found.add(path)
  else if (Array.isArray(value)) for (const one of value as readonly unknown[]) gather(one, scope, found)
  else visit(value, scope, found)
}

function readIn(published: object, scope: Scope): readonly string[] {
  let parts = known.get(scope)
  if (parts === undefined) known.set(scope, (parts = new WeakMap()))
  let paths = parts.get(published)
  if (paths === undefined) {
    const found = new Set<string>()
    visit(published, scope, found)
    parts.set(published, (paths = [...found]))
  }
  return paths
}

function visit(value: unknown, scope: Scope, found: Set<string>): void {
  if (typeof value === 'string') visitText(value, scope, found)
  else if (Array.isArray(value)) for (const one of value) visit(one, scope, found)
  else if (typeof value === 'object' && value !== null)
    visitObject(value as { readonly [key: string]: Json }, scope, found)
}

function visitObject(value: { readonly [key: string]: Json }, scope: Scope, found: Set<string>): void {
  const keys = Object.keys(value)
  const [first] = keys
  if (keys.length === 1 && first !== undefined && language.operators.has(first)) {
    const checked = language.check(value, scope, { allow: { previous: true } })
    if (checked.ok) {
      for (const path of checked.info.deps.paths) found.add(path)
      return
    }
  }
  if (typeof value['$rows'] === 'string' && typeof value['fields'] === 'object') {
    for (const field of Object.values(value['fields'] as { readonly [key: string]: Json }))
      found.add(`${value['$rows']}.${String(field)}`)
    return
  }
  for (const one of Object.values(value)) visit(one, scope, found)
}

function visitText(text: string, scope: Scope, found: Set<string>): void {
  if (text.startsWith('$record.')) found.add(text.slice('$record.'.length).replaceAll('.manager', ''))
  for (const [, inner] of text.matchAll(/\{\{([^}]*)\}\}/g)) {
    const parsed = language.parse(inner ?? '')
    if (parsed.ok) visit(parsed.expression, scope, found)
  }
}

/** Paths of a record that flows may read: their scope also calls the record `record`. */
export function withoutRecordPrefix(paths: readonly string[]): readonly string[] {
  return paths.map((path) => (path.startsWith('record.') ? path.slice('record.'.length) : path))
}
