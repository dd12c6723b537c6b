import type { ErrorDetail } from '@mortise/errors'
import type { Json, LinkedRow } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import type { PublicFormRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import type { Visitor } from './actor.ts'
import { handlesOf } from './handles.ts'
import { readOffered, rowOf } from './offers.ts'
import type { PublicOffer, PublicSurface } from './surface.ts'

/** Values with ids in place of handles, and as much of the chosen records as the stranger was shown. */
export type Chosen = {
  readonly values: RecordValues
  readonly links: { readonly [field: string]: LinkedRow | null }
  readonly rowLinks: { readonly [table: string]: readonly { readonly [field: string]: LinkedRow | null }[] }
  /** Paths of links that something was chosen for. */
  readonly paths: readonly string[]
}

const gone = { code: 'PUBLIC_CHOICE_GONE', message: errors.PUBLIC_CHOICE_GONE().text }

type Row = { readonly [key: string]: Json }

/** A place where something was chosen. */
type Place = { readonly path: string; readonly handle: Json }

const isRow = (value: Json): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const rowsOf = (values: RecordValues, table: string): readonly Row[] => {
  const list = values[table]
  return Array.isArray(list) ? (list as readonly Json[]).filter(isRow) : []
}

function placesOf({ pick, field }: PublicOffer, values: RecordValues): readonly Place[] {
  const { into } = pick
  const all =
    into === undefined
      ? [{ path: field.key, handle: values[field.key] ?? null }]
      : rowsOf(values, into).map((row, at) => ({
          path: `${into}/${at}/${field.key}`,
          handle: row[field.key] ?? null,
        }))
  return all.filter(({ handle }) => handle !== null && handle !== '')
}

/**
 * Puts the records that were chosen in place of what the page calls them. What is not offered (any more) is refused in the
 * same words as what never was: a submission can't be used to ask whether there is such a record.
 */
export async function withChosen(
  workspace: Workspace,
  unit: Unit,
  given: {
    readonly surface: PublicSurface
    readonly values: RecordValues
    readonly link: PublicFormRow
    readonly visitor: Visitor
  },
): Promise<Chosen> {
  const { surface, link, visitor } = given
  let { values } = given
  const links: { [field: string]: LinkedRow | null } = {}
  const rowLinks: { [table: string]: { [field: string]: LinkedRow | null }[] } = {}
  const paths: string[] = []
  const wrong: ErrorDetail[] = []
  for (const offer of surface.picks.values()) {
    const places = placesOf(offer, values)
    if (places.length === 0) continue
    paths.push(offer.path)
    const { idOf } = await handlesOf(workspace, { link: link.id, path: offer.path })
    const ids = places.map(({ handle }) => idOf(handle))
    const wanted = [...new Set(ids.flatMap((id) => id ?? []))]
    const found = await readOffered(unit, { link, offer, visitor }, wanted)
    const known = new Map(found.map((one) => [one.id, { row: { ...rowOf(offer, one), id: one.id } }]))
    const behind = ids.map((id) => known.get(id ?? ''))
    wrong.push(...places.flatMap(({ path }, at) => (behind[at] === undefined ? [{ path, ...gone }] : [])))
    const { into } = offer.pick
    const { key } = offer.field
    if (into === undefined) {
      values = { ...values, [key]: ids[0] ?? null }
      links[key] = behind[0] ?? null
      continue
    }
    const at = new Map(places.map(({ path }, index) => [path, index]))
    const rows = rowsOf(values, into)
    const beside = (rowLinks[into] ??= rows.map(() => ({})))
    values = {
      ...values,
      [into]: rows.map((row, index) => {
        const place = at.get(`${into}/${index}/${key}`)
        if (place === undefined) return row
        const own = beside[index]
        if (own !== undefined) own[key] = behind[place] ?? null
        return { ...row, [key]: ids[place] ?? null }
      }),
    }
  }
  if (wrong.length > 0) throw errors.PUBLIC_CHOICE_GONE({}, { details: wrong })
  return { values, links, rowLinks, paths }
}
