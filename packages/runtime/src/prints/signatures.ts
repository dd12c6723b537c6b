import type { FlowInstance } from '@mortise/flows'
import { signatureName } from '@mortise/prints'
import type { EntityModel, FlowDocument, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { mayOpenRun } from '../flows/opened.ts'
import { inkOf } from './ink.ts'

/** A signature has no more bytes than this, as its field has it. */
const mostBytes = 2_000_000

/** Handwritten names that a print may show, by the name a row gives them. */
export type Signed = {
  readonly pictures: { readonly [name: string]: string }
  /** The runs they were given in. */
  readonly runs: readonly string[]
}

/** Pictures of handwritten names by their files; what is gone or no such picture is left out. */
async function picturesOf(unit: Unit, ids: Iterable<string>): Promise<Signed['pictures']> {
  const pictures: Record<string, string> = {}
  for (const id of new Set(ids)) {
    const row = await unit.tx.side.file(id)
    const bytes = row === null || row.size > mostBytes ? null : await unit.options.files.get(row.hash)
    const ink = bytes === null ? undefined : inkOf(bytes)
    if (ink !== undefined) pictures[signatureName(id)] = ink
  }
  return pictures
}

/** The names written by hand in fields of a record that a template reads; `values` are those that the reader may see. */
export function handwrittenIn(
  unit: Unit,
  entity: EntityModel,
  { values, paths }: { readonly values: RecordValues; readonly paths: readonly string[] },
): Promise<Signed['pictures']> {
  const { kit } = unit.options
  const ids = paths.flatMap((path) => {
    const type = kit.fields.find(entity.field(path)?.type ?? '')
    return type?.handwritten === true ? (type.files?.(values[path] ?? null) ?? []) : []
  })
  return picturesOf(unit, ids)
}

/**
 * The signatures that were given in a run. They are for whoever has a part in it, as they are on screen: for others there are
 * none, and a name is printed in their place. Each is read once, however often it is asked for.
 */
export async function signaturesOf(
  unit: Unit,
  actor: Actor,
  run: {
    readonly instance: FlowInstance
    readonly definition?: FlowDocument | undefined
    readonly items: FlowInstance['items']
  },
): Promise<Signed> {
  const ids = run.items.flatMap(({ signature }) => signature ?? [])
  if (ids.length === 0 || !(await mayOpenRun(unit, actor, run))) return { pictures: {}, runs: [] }
  const pictures = await picturesOf(unit, ids)
  return { pictures, runs: Object.keys(pictures).length === 0 ? [] : [run.instance.id] }
}
