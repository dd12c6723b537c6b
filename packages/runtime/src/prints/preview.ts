import type { PageDefinition, PrintRemark } from '@mortise/prints'
import type { PrintDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { entityFor } from '../records/entity-for.ts'
import { fill, withPhotos } from './fill.ts'
import { rowRoom } from './room.ts'

/** A print of one record; `preview` names the screen that shows it, by a name nobody else has. */
export type PreviewAsked = {
  readonly template: string
  readonly id: string
  readonly preview?: string | undefined
}

/** A filled template, with its photos. */
export type Previewed = {
  readonly template: PrintDocument
  readonly pages: PageDefinition
  readonly remarks: readonly PrintRemark[]
}

/** What a preview shows: the paper, and what it leaves short. Each is asked for by a request of its own. */
type Part = 'paper' | 'remarks'

type Shared = { readonly made: Promise<Previewed>; readonly at: number; readonly asked: Set<Part> }

/** Previews of which one part was given and the other is still to come; so many at most, for so many milliseconds. */
const shared = new WeakMap<Workspace, Map<string, Shared>>()
const most = { previews: 40, age: 20_000 }

async function made(workspace: Workspace, actor: Actor, asked: PreviewAsked): Promise<Previewed> {
  const filled = await workspace.unit(async (unit) => {
    const template = unit.published.model.document('print', asked.template)
    if (template === undefined) throw errors.PRINT_NOT_FOUND({ name: asked.template })
    const entity = entityFor(unit, actor, template.entity)
    const { id } = asked
    return { template, ...(await fill(unit, actor, { template, entity, id, room: rowRoom().record() })) }
  })
  const { template, pages, remarks } = await withPhotos(workspace, filled)
  return { template, pages, remarks }
}

/** What is kept of previews now, without those that nobody came back for. */
function keptOf(workspace: Workspace, now: number): Map<string, Shared> {
  const kept = shared.get(workspace) ?? new Map<string, Shared>()
  shared.set(workspace, kept)
  for (const [key, { at }] of kept) if (now - at > most.age || kept.size >= most.previews) kept.delete(key)
  return kept
}

/**
 * Fills a print of a record with the actor's rights. The two parts of one preview are filled together, whichever is asked for
 * first, so that what is told of a paper is told of that very paper. Where another process has the other part, it is filled
 * there again. Throws as `fill` does; nothing is told in the audit log.
 */
export function previewed(
  workspace: Workspace,
  actor: Actor,
  asked: PreviewAsked,
  part: Part,
): Promise<Previewed> {
  const { template, id, preview } = asked
  if (preview === undefined) return made(workspace, actor, asked)
  const now = workspace.options.clock()
  const kept = keptOf(workspace, now)
  // With all that decides what the actor may see.
  const key = JSON.stringify([actor, template, id, preview])
  const known = kept.get(key)
  // Asked for once more it is a new look at the record.
  const fresh = known === undefined || known.asked.has(part)
  const own = fresh ? { made: made(workspace, actor, asked), at: now, asked: new Set<Part>() } : known
  own.asked.add(part)
  if (own.asked.size > 1) kept.delete(key)
  else {
    kept.set(key, own)
    own.made.catch(() => kept.delete(key))
  }
  return own.made
}
