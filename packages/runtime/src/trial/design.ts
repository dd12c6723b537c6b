import type { Json } from '@mortise/expressions'
import type { DocumentKind, FlowDocument } from '@mortise/schema'
import { compilePublished, type Published } from '../context/published.ts'
import type { Unit } from '../context/unit.ts'
import { withDrafts } from '../design/assemble.ts'

/** Kinds that may be tried as they stand in drafts: they say what happens, not how data lies. */
const tried: ReadonlySet<DocumentKind> = new Set(['rule', 'flow', 'score', 'assignment', 'table', 'calendar'])

/** Whether documents of a kind may be tried as they stand in drafts. */
export const isTried = (kind: DocumentKind): boolean => tried.has(kind)

/** A flow that is tried; `anyway`: on a record that is not ready for it, too. */
export type FreeFlow = { readonly key: string; readonly anyway: boolean }

// Somebody who goes step by step asks for the same again and again. Kept with what is published there, not by name: another
// workspace of that name, or one made anew, has other documents.
const known = new WeakMap<Published, Map<string, Published>>()
const kept = 8

/**
 * What is published, with drafts of what happens laid over it. The flow `free` may run here though it is switched off, and
 * beside one that runs already.
 */
export async function triedDesign(unit: Unit, free?: FreeFlow): Promise<Published> {
  const { published, tx, options } = unit
  const drafts = (await tx.design.drafts()).filter(({ kind }) => isTried(kind))
  const signs = drafts.map(({ kind, key, rev, deleted }) => `${kind}/${key}/${rev}/${deleted}`)
  const name = [free?.key ?? '', free?.anyway === true, ...published.paused, ...signs].join(' ')
  const designs = known.get(published) ?? new Map<string, Published>()
  known.set(published, designs)
  const found = designs.get(name)
  if (found !== undefined) return found
  const rows = withDrafts(await tx.design.published(published.version), drafts).map((row) =>
    row.kind === 'flow' && row.key === free?.key ? { ...row, json: opened(row.json, free) } : row,
  )
  const { version, asPlatform, paused } = published
  const made = compilePublished({ version, rows, asPlatform, paused, kit: options.kit })
  for (const old of [...designs.keys()].slice(0, Math.max(0, designs.size - kept + 1))) designs.delete(old)
  designs.set(name, made)
  return made
}

function opened(json: Json, { anyway }: FreeFlow): Json {
  const flow = json as unknown as FlowDocument
  const { condition, ...start } = flow.start
  const ready = condition === undefined || anyway ? {} : { condition }
  return { ...flow, enabled: true, start: { ...start, ...ready, single: false } } as unknown as Json
}
