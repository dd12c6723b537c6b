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
  /** Records chosen for links to any number of them, by field. */
  readonly rows: { readonly [field: string]: readonly LinkedRow[] }
  /** Paths of links that something was chosen for. */
  readonly paths: readonly string[]
}

const gone = { code: 'PUBLIC_CHOICE_GONE', message: errors.PUBLIC_CHOICE_GONE().text }

/** So many records may be chosen for one link. */
const mostChosen = 100

type Row = { readonly [key: string]: Json }

/** A place where something was chosen: handles in the order they were given, or what is no choice at all. */
type Place = { readonly path: string; readonly handles: readonly Json[] | undefined }

const isRow = (value: Json): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const rowsOf = (values: RecordValues, table: string): readonly Row[] => {
  const list = values[table]
  return Array.isArray(list) ? (list as readonly Json[]).filter(isRow) : []
}

const isNothing = (value: Json): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)

function placesOf({ pick, field, many }: PublicOffer, values: RecordValues): readonly Place[] {
  const { into } = pick
  const all: readonly { readonly path: string; readonly value: Json }[] =
    into === undefined
      ? [{ path: field.key, value: values[field.key] ?? null }]
      : rowsOf(values, into).map((row, at) => ({
          path: `${into}/${at}/${field.key}`,
          value: row[field.key] ?? null,
        }))
  const handlesIn = (value: Json): readonly Json[] | undefined => {
    if (!many) return [value]
    return Array.isArray(value) && value.length <= mostChosen ? (value as readonly Json[]) : undefined
  }
  return all
    .filter(({ value }) => !isNothing(value))
    .map(({ path, value }) => ({ path, handles: handlesIn(value) }))
}

/** What was chosen at the places of one offer: the value to be stored, and what was shown of the records. */
type Found = { readonly value: Json; readonly behind: readonly LinkedRow[] }

type Asked = {
  readonly surface: PublicSurface
  readonly values: RecordValues
  readonly link: PublicFormRow
  readonly visitor: Visitor
}

/** By path, what was chosen; undefined where it is not offered. */
async function found(
  workspace: Workspace,
  unit: Unit,
  given: Asked & { readonly offer: PublicOffer; readonly places: readonly Place[] },
): Promise<ReadonlyMap<string, Found | undefined>> {
  const { link, visitor, offer, places } = given
  const { idOf } = await handlesOf(workspace, { link: link.id, path: offer.path })
  const idsAt = new Map(places.map(({ path, handles }) => [path, handles?.map(idOf)]))
  const wanted = new Set([...idsAt.values()].flatMap((ids) => (ids ?? []).flatMap((id) => id ?? [])))
  const records = await readOffered(unit, { link, offer, visitor }, [...wanted])
  const known = new Map(records.map((one) => [one.id, { row: { ...rowOf(offer, one), id: one.id } }]))
  const at = (ids: readonly (string | undefined)[] | undefined): Found | undefined => {
    const behind = ids?.map((id) => known.get(id ?? ''))
    if (ids === undefined || behind === undefined || behind.includes(undefined)) return undefined
    const each = [...new Set(ids)].flatMap((id) => id ?? [])
    const rows = each.flatMap((id) => known.get(id) ?? [])
    return { value: offer.many ? each : (each[0] ?? null), behind: rows }
  }
  return new Map([...idsAt].map(([path, ids]) => [path, at(ids)]))
}

/**
 * Puts the records that were chosen in place of what the page calls them. What is not offered (any more) is refused in the
 * same words as what never was: a submission can't be used to ask whether there is such a record.
 */
export async function withChosen(workspace: Workspace, unit: Unit, given: Asked): Promise<Chosen> {
  const { surface } = given
  let { values } = given
  const links: { [field: string]: LinkedRow | null } = {}
  const rowLinks: { [table: string]: { [field: string]: LinkedRow | null }[] } = {}
  const rows: { [field: string]: readonly LinkedRow[] } = {}
  const paths: string[] = []
  const wrong: ErrorDetail[] = []
  for (const offer of surface.picks.values()) {
    const places = placesOf(offer, values)
    if (places.length === 0) continue
    paths.push(offer.path)
    const chosen = await found(workspace, unit, { ...given, offer, places })
    wrong.push(...places.flatMap(({ path }) => (chosen.get(path) === undefined ? [{ path, ...gone }] : [])))
    const { into } = offer.pick
    const { key } = offer.field
    if (into === undefined) {
      const one = chosen.get(key)
      values = { ...values, [key]: one?.value ?? null }
      if (offer.many) rows[key] = one?.behind ?? []
      else links[key] = one?.behind[0] ?? null
      continue
    }
    const list = rowsOf(values, into)
    const beside = (rowLinks[into] ??= list.map(() => ({})))
    values = {
      ...values,
      [into]: list.map((row, index) => {
        const one = chosen.get(`${into}/${index}/${key}`)
        if (one === undefined) return row
        const own = beside[index]
        if (own !== undefined && !offer.many) own[key] = one.behind[0] ?? null
        return { ...row, [key]: one.value }
      }),
    }
  }
  if (wrong.length > 0) throw errors.PUBLIC_CHOICE_GONE({}, { details: wrong })
  return { values, links, rowLinks, rows, paths }
}
