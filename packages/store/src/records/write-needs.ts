import { keyedFields } from '../duplicates/keep-keys.ts'
import { indexedFields } from '../search/entries.ts'
import { peopleTables } from '../sql/people.ts'
import { leansOf } from './leans.ts'
import { parentPlans } from './rollup-plans.ts'
import { overMembers } from './rollups.ts'
import type { EntityShape, Shapes } from './shape.ts'

/** What a write of an entity has to look after beside its own row; what nothing asks for costs not even a promise. */
type WriteNeeds = {
  /** Records that stored values look through have to stay as they are. */
  readonly targets: boolean
  readonly numbers: boolean
  /** Links to records, lists of records, files. */
  readonly links: boolean
  readonly members: boolean
  readonly files: boolean
  /** Figures of parents move. */
  readonly parents: boolean
  /** Figures of parents or any other stored value leans on it. */
  readonly leaning: boolean
  /** Its own figures follow the records that it lists. */
  readonly overMembers: boolean
  /** Fields that are worked out whenever they are read. */
  readonly queried: boolean
  readonly search: boolean
  readonly keys: boolean
}

const known = new WeakMap<EntityShape, WriteNeeds>()

/** Looked up once a version of the metadata. */
export function writeNeeds(shapes: Shapes, shape: EntityShape): WriteNeeds {
  let needs = known.get(shape)
  if (needs === undefined) known.set(shape, (needs = makeNeeds(shapes, shape)))
  return needs
}

function makeNeeds(shapes: Shapes, shape: EntityShape): WriteNeeds {
  const fields = [...shape.fields.values()]
  const leans = leansOf(shapes)
  const parents = parentPlans(shapes, shape.key).length > 0
  const isRecord = (target: string | undefined): boolean =>
    target !== undefined && peopleTables[target] === undefined
  return {
    targets: shape.subtables.length > 0 || leans.links(shape.key).size > 0,
    numbers: shape.counters.length > 0,
    links: fields.some(({ target }) => isRecord(target)),
    members: fields.some(({ members }) => isRecord(members)),
    files: fields.some(({ type }) => type?.files !== undefined),
    parents,
    leaning: parents || leans.on(shape.key).length > 0,
    overMembers: shape.rollups.some(overMembers),
    queried: fields.some(({ source }) => source?.from === 'query'),
    search: indexedFields(shape).length > 0,
    keys: keyedFields(shapes, shape).length > 0,
  }
}
