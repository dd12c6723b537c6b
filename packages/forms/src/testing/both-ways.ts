import { type Json, language, lookupBook } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import {
  type AppDocuments,
  compileModel,
  documentKinds,
  extensionList,
  type FormDocument,
  type RecordValues,
} from '@mortise/schema'
import {
  compileForm,
  type FormProgram,
  type FormState,
  openForm,
  prepareRecord,
  type Prepared,
  refreshLookups,
  sentValues,
  type Surroundings,
  validateForm,
  valuesOf,
} from '../index.ts'
import { provideAll, randomEdit, randomTyped } from './random-edits.ts'
import { type RandomEntity, randomEntity } from './random-entity.ts'
import { randomForm } from './random-form.ts'
import { type Random, randomFrom } from './random.ts'
import { answerFrom, behindProduct } from './shop.ts'

const fields = extensionList(builtinFieldTypes)

/** A made-up form with its entity, made ready. */
export type MadeForm = {
  readonly entity: RandomEntity
  readonly form: FormDocument
  readonly program: FormProgram
  /** The entity's own, as of a server that is told of no form. */
  readonly plain: FormProgram
  readonly lookup: NonNullable<Surroundings['lookup']>
}

/** Makes one from a seed; `suffix` tells its entities from those of another. */
export function madeForm(seed: number, suffix = ''): MadeForm {
  const random = randomFrom(seed)
  const entity = randomEntity(random, suffix)
  const form = randomForm(random, entity)
  const app = {
    ...Object.fromEntries(documentKinds.map((kind) => [kind, []])),
    app: { key: 'made', label: 'Made', version: '1.0.0' },
    entity: entity.entities,
  } as unknown as AppDocuments
  const { model } = compileModel({ apps: [app], fieldFacts: fields, version: 1 })
  const [main, product] = [model.entity(`main${suffix}`), model.entity('ware')]
  if (main === undefined || product === undefined) throw new Error('no entity')
  const program = compileForm({ model, entity: main, form, fields, language })
  const plain = compileForm({ model, entity: main, fields, language })
  return { entity, form, program, plain, lookup: answerFrom(product) }
}

type Around = Omit<Surroundings, 'lookup' | 'known'>
type Links = ReturnType<typeof behindRecord>

const around = { now: '2026-03-05T06:30:00.000Z', timeZone: 'Asia/Shanghai', user: undefined } as const

/** What a server reads around a record before it is prepared. */
function behindRecord(program: FormProgram, values: RecordValues) {
  const behind = (table: string, row: RecordValues): FormState['links'] =>
    Object.fromEntries(
      Object.keys(program.needs.links[table] ?? {}).map((key) => [key, behindProduct(row[key])]),
    )
  const lines = values['lines']
  const rows = Array.isArray(lines) ? (lines as readonly RecordValues[]) : []
  return { links: behind('', values), rowLinks: { lines: rows.map((row) => behind('lines', row)) } }
}

/** The way of a server: what was sent, over what is stored, with the same form. */
export function onServer(made: MadeForm, sent: RecordValues, previous: RecordValues | undefined): Prepared {
  const { program, lookup } = made
  const links: Links = behindRecord(program, { ...previous, ...sent })
  const isNew = previous === undefined
  const linked: Surroundings['linked'] = ({ id }) => behindProduct(id)
  return prepareRecord(program, { ...around, ...links, values: sent, previous, isNew, lookup, linked })
}

/** What somebody may write without any form. */
export function randomValues({ entity }: MadeForm, random: Random): RecordValues {
  const typed = (known: RandomEntity['line']) =>
    Object.fromEntries(known.map(({ path, kind }) => [path, randomTyped(random, kind)]))
  const lines = Array.from({ length: random.below(4) }, () => typed(entity.line))
  return { ...typed([...entity.before, ...entity.after]), lines }
}

/** A record as it may be stored, made by a server without any form. */
function storedRecord(made: MadeForm, random: Random): RecordValues {
  const values = randomValues(made, random)
  const { values: stored } = onServer({ ...made, program: made.plain }, values, undefined)
  const rows = (stored['lines'] ?? []) as readonly RecordValues[]
  return {
    ...stored,
    lines: rows.map((row, n) => ({ ...row, id: `018f3c5e-7a10-7000-8000-00000000020${n}` })),
  }
}

/** The way of a person in a browser: open, change this and that, let what is looked up come in. */
export function inBrowser(made: MadeForm, random: Random, previous: RecordValues | undefined): FormState {
  const { program, entity } = made
  const book = lookupBook()
  const surroundings: Around = { ...around, previous, isNew: previous === undefined }
  const preset: { [key: string]: Json } = {}
  if (previous === undefined)
    for (const { path, kind } of random.some([...entity.before, ...entity.after], 6))
      preset[path] = randomTyped(random, kind)
  const values = previous ?? preset
  const opened = { ...surroundings, ...behindRecord(program, values), values }
  let state = openForm(program, { ...opened, lookup: book.lookup, known: book.known })
  const answer = (): void => {
    for (let waiting = book.waiting(); waiting.length > 0; waiting = book.waiting()) {
      for (const request of waiting) book.provide(request, made.lookup(request))
      state = refreshLookups(program, state)
    }
  }
  for (let step = random.below(14); step > 0; step -= 1) {
    state = randomEdit(random, program, { state, entity })
    if (random.oneIn(2)) answer()
  }
  for (let round = 0; round < 8; round += 1) {
    answer()
    state = provideAll(program, state)
  }
  return state
}

/** What came out of both ways. */
export type BothWays = {
  readonly stored: RecordValues | undefined
  readonly sent: RecordValues
  readonly browser: Pick<Prepared, 'values' | 'errors' | 'warnings'>
  readonly server: Pick<Prepared, 'values' | 'errors' | 'warnings'>
  readonly state: FormState
}

/** Fills in one made-up record both ways. */
export function bothWays(made: MadeForm, seed: number): BothWays {
  const random = randomFrom(seed)
  const stored = random.oneIn(2) ? undefined : storedRecord(made, random)
  const state = inBrowser(made, random, stored)
  const sent = sentValues(made.program, state)
  const { values, errors, warnings } = onServer(made, sent, stored)
  const verdict = validateForm(made.program, state)
  return {
    stored,
    sent,
    browser: { values: valuesOf(made.program, state), errors: verdict.errors, warnings: verdict.warnings },
    server: { values, errors, warnings },
    state,
  }
}
