import type { DocumentKind, ScenarioDocument } from '@mortise/schema'
import type { Workspace } from '../context/workspace.ts'
import { isTried } from './design.ts'

/** Kinds that no play needs: they say how things look. */
const shown: ReadonlySet<DocumentKind> = new Set(['view', 'page', 'dashboard'])

/** Kinds that every play meets, whatever it is about. */
const everywhere: ReadonlySet<DocumentKind> = new Set(['role', 'app'])

type Drafts = Awaited<ReturnType<Workspace['store']['design']['drafts']>>

/**
 * Drafts that a play may need and that it meets as they are published: of what the scenario names, or what is tried with it,
 * or what an entity of these leads to. Drafts of anything else leave its answer as it is.
 */
export async function untriedDrafts({ store }: Workspace, scenario: ScenarioDocument): Promise<Drafts> {
  const [drafts, published] = [await store.design.drafts(), await store.design.published()]
  const open = drafts.filter(({ kind }) => !isTried(kind) && !shown.has(kind))
  if (open.length === 0) return []
  const play = JSON.stringify([scenario, drafts.filter(({ kind }) => isTried(kind)).map(({ json }) => json)])
  const near = published.filter(({ kind, key }) => kind === 'entity' && play.includes(`"${key}"`))
  const met = play + JSON.stringify(near.map(({ json }) => json))
  // A form goes by its entity's key before its own.
  return open.filter(({ kind, key }) => everywhere.has(kind) || met.includes(`"${key.split('.')[0] ?? ''}"`))
}
