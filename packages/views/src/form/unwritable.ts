import type { Me } from '@mortise/client'
import type { FormProgram } from '@mortise/forms'

/** Value paths of a form that this person has no right to write: shown read-only and never asked for. */
export function unwritablePaths(program: FormProgram, me: Me): ReadonlySet<string> {
  const paths = new Set<string>()
  for (const [table, { entity, fields }] of program.tables) {
    const rights = Object.hasOwn(me.entities, entity.key) ? me.entities[entity.key]?.fields : undefined
    for (const key of fields.keys()) {
      const right = rights !== undefined && Object.hasOwn(rights, key) ? rights[key] : 'write'
      if (right !== 'write') paths.add(table === '' ? key : `${table}.${key}`)
    }
  }
  return paths
}
