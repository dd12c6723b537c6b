import { say } from '@mortise/errors'
import type { FieldModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { splitNames } from '../../exports/names.ts'
import { readDoor } from '../../model/read-door.ts'
import { entityFor } from '../../records/entity-for.ts'
import { type CellReader, cellReaders, readNameBooks, type ReaderGround } from '../cell-readers.ts'
import { idIn } from '../links.ts'
import { optionReader, optionsOf } from '../options.ts'
import { mappingOf, ownImport, reportOf, tableOf } from '../open-import.ts'
import type { ImportPlan } from '../types.ts'
import { optionsAddable } from './add-options.ts'
import { makingKey } from './business-key.ts'

/** Texts of a column that mean nothing that is there: no option, no record, no person. */
export type UnknownTexts = {
  readonly column: string
  readonly field: string
  /** Entity (or `user`, `department`) that links point at; left out for choices. */
  readonly target?: string
  readonly texts: readonly { readonly text: string; readonly count: number }[]
  /** How many more there are. */
  readonly more: number
  /** Whether what is missing can be made here, else why not; left out where nothing can be made of texts. */
  readonly create?: { readonly allowed: boolean; readonly why?: string }
}

const mostTexts = 200
/** Different texts of one column that are looked at. */
const mostDifferent = 20_000

/** Looks through a file for texts of choices, links and people that nothing there answers to. Nothing is kept. */
export async function unknownTexts(
  workspace: Workspace,
  actor: Actor,
  given: { readonly id: string; readonly columns: { readonly [column: string]: string } },
): Promise<readonly UnknownTexts[]> {
  const row = await ownImport(workspace, actor, given.id)
  const { door, published } = await readDoor(workspace, actor)
  const ground = { published, people: await workspace.people(), options: workspace.options, door }
  const { columns = [], form } = reportOf(row)
  const entity = entityFor({ published }, actor, row.entity)
  // What was said of texts before is what is being decided anew: they stay in the list.
  const mapping = { ...mappingOf(row), columns: given.columns, values: {} }
  const plan: ImportPlan = { entity, columns, mapping }
  const lookups = cellReaders(ground, actor, plan)
    .filter(({ target, field }) => target !== undefined || optionsOf(field.document) !== undefined)
    .map((reader) => ({ reader, counted: new Map<string, number>(), parts: partsIn(ground, reader) }))
  if (lookups.length === 0) return []
  const table = await tableOf(workspace, row.fileId, form)
  for await (const { rows } of table.blocks(0)) {
    await readNameBooks(
      ground,
      lookups.map(({ reader }) => reader),
      rows,
    )
    for (const cells of rows)
      for (const { reader, counted, parts } of lookups)
        for (const text of parts((cells[reader.at] ?? '').trim()))
          if (counted.has(text) || counted.size < mostDifferent)
            counted.set(text, (counted.get(text) ?? 0) + 1)
  }
  return lookups.flatMap(({ reader, counted }) => {
    if (counted.size === 0) return []
    const all = [...counted].toSorted(([, a], [, b]) => b - a)
    const texts = all.slice(0, mostTexts).map(([text, count]) => ({ text, count }))
    const { column, field, target } = reader
    const create = creation(ground, actor, reader)
    return [
      {
        column,
        field: field.key,
        ...(target === undefined ? {} : { target }),
        texts,
        more: all.length - texts.length,
        ...(create === undefined ? {} : { create }),
      },
    ]
  })
}

/** Unknown texts of a cell. */
function partsIn(ground: ReaderGround, reader: CellReader): (words: string) => readonly string[] {
  const { field, target, namesIn } = reader
  if (target !== undefined)
    return (words) =>
      words === ''
        ? []
        : namesIn(words).filter((name) => name !== '' && typeof idIn(reader.names, name) !== 'string')
  const known = optionReader(optionsOf(field.document) ?? [])
  const parsed = parser(ground, field)
  const many =
    ground.options.kit.fields.find(field.type)?.column(field.document)?.type.endsWith('[]') === true
  const isKnown = (text: string): boolean => known(text) !== undefined || parsed(text)
  return (words) => {
    if (words === '' || isKnown(words)) return []
    return many ? splitNames(words).filter((part) => !isKnown(part)) : [words]
  }
}

function parser(ground: ReaderGround, field: FieldModel): (text: string) => boolean {
  const type = ground.options.kit.fields.find(field.type)
  const ctx = {
    field: field.document,
    locale: 'zh',
    timeZone: ground.published.timeZone,
    source: 'file',
  } as const
  return (text) => type?.parse(text, ctx).ok === true
}

function creation(ground: ReaderGround, actor: Actor, { field, target }: CellReader): UnknownTexts['create'] {
  const { published, options } = ground
  if (target === undefined) return optionsAddable(options.kit, actor, field)
  if (published.model.entity(target) === undefined) return undefined
  const key = makingKey(ground, published.access(actor), target)
  return 'why' in key ? { allowed: false, why: say(key.why, actor.locale) } : { allowed: true }
}
