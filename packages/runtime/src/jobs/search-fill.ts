import type { Json } from '@mortise/expressions'
import type { NewJob } from '@mortise/store'

/** The job that brings into the index of quick search what is not in it yet; one at a time. */
export const searchFill: NewJob = { kind: 'search_fill', key: 'search_fill', payload: {} }

/** Records that were made together, as a job tells of them: `entity` by its stable name. */
export type MadeTogether = { readonly entity: string; readonly first: string; readonly last: string }

/** The job that brings records that were made together into that index. */
export function searchFillOf(made: MadeTogether): NewJob {
  return { kind: 'search_fill', key: `search_fill ${made.first}`, payload: { ...made } }
}

/** The records a job tells of; undefined for the job that looks through all. */
export function madeTogether(payload: Json): MadeTogether | undefined {
  const { entity, first, last } = payload as { readonly [key in keyof MadeTogether]?: Json }
  if (typeof entity !== 'string' || typeof first !== 'string' || typeof last !== 'string') return undefined
  return { entity, first, last }
}

/** The job that lets the planner learn a table that was just filled. Its entity may be gone by then. */
export function learnTable(entity: string): NewJob {
  return { kind: 'learn_table', key: `learn_table ${entity}`, payload: { entity } }
}
