import { type EvaluationInput, language } from '@mortise/expressions'
import {
  approvalsSource,
  type DesignView,
  type PageDefinition,
  printLocale,
  type PrintRemark,
  remarkable,
  renderTemplate,
  templateReads,
  type TemplateReads,
  validateTemplate,
  type Verification,
} from '@mortise/prints'
import type { EntityModel, PrintDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { withLookups } from '../context/lookups.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import type { Sheet } from '../flows/approvals/sheet.ts'
import { type Approvals, approvalRows, sheetRows } from './approvals.ts'
import type { RowRoom } from './around.ts'
import { aroundRecord } from './around-record.ts'
import { asItEnded, frozen } from './as-it-ended.ts'
import { companyDetails } from './company.ts'
import { PhotoBook } from './photos.ts'
import { picturesFor } from './pictures-for.ts'
import { reportsFor } from './reports.ts'
import { handwrittenIn } from './signatures.ts'

/** What is printed: a record by a template, as it is or as a run that ended left it. */
export type Filling = {
  readonly template: PrintDocument
  readonly entity: EntityModel
  readonly id: string
  readonly run?: string | undefined
  readonly room: RowRoom
  readonly verification?: Verification | undefined
  /** How its designer looks at it. */
  readonly view?: DesignView
}

/** Pages, and what they leave short: letters that the fonts lack, pictures that there are none of. */
type Drawn = { readonly pages: PageDefinition; readonly remarks: readonly PrintRemark[] }

/** Pages, what was read for them, and what the record was called. */
export type Filled = Drawn & {
  readonly reads: TemplateReads
  /** Runs that signatures in it were given in. */
  readonly signedIn: readonly string[]
  readonly number: string
  /** Fills it anew with its photos; absent where it shows none. */
  readonly photos?: (workspace: Workspace) => Promise<Drawn>
}

/**
 * The same with its photos, which are read and made smaller once the transaction is over: that takes a while, and what may be
 * read was decided in it.
 */
export async function withPhotos<Some extends Pick<Filled, 'pages' | 'remarks' | 'photos'>>(
  workspace: Workspace,
  filled: Some,
): Promise<Some> {
  return filled.photos === undefined ? filled : { ...filled, ...(await filled.photos(workspace)) }
}

/** Fills a template with a record as the actor may see it. Throws RECORD_NOT_FOUND for one that may not be printed. */
export async function fill(unit: Unit, actor: Actor, given: Filling): Promise<Filled> {
  const { entity, id } = given
  const { kit } = unit.options
  const door = unit.door(actor)
  await refuseUnprintable(unit, actor, given)
  const live = await door.get(entity.key, id, { rows: 'all' })
  if (live === null) throw errors.RECORD_NOT_FOUND()
  const kept = given.run === undefined ? undefined : await asItEnded(unit, given.run, { entity, id })
  const template = kept === undefined ? given.template : await templateOf(unit, given.template, kept)
  const record = kept === undefined ? live : { ...live, values: frozen(unit, actor, { entity, live, kept }) }
  const { published } = unit
  const changedAt = record.values['updated_at']
  const reads = templateReads(template, published.model, { ...kit, language })
  const { room } = given
  const {
    links = {},
    rows = {},
    ...around
  } = await aroundRecord(unit, actor, { entity, id, values: record.values, reads, room })
  const locale = printLocale(template, actor.locale)
  const approvals = await approvalsFor(unit, actor, { reads, locale, kept, entity: entity.key, given })
  const { values } = record
  const drawn = await handwrittenIn(unit, entity, { values, paths: reads.paths })
  const company = await companyDetails(unit)
  const assets = await picturesFor(unit, reads.assets, kept?.endedAt ?? undefined)
  const reports = await reportsFor(unit, actor, { reads, locale, entity: entity.key, id })
  const book = new PhotoBook(given.view?.marked === true)
  // Filling may go over it anew for lookups, and for photos; the last time counts.
  let last: EvaluationInput['lookup']
  const render = (lookup: EvaluationInput['lookup']): Drawn => {
    last = lookup
    const remarks = remarkable()
    const pages = renderTemplate(
      template,
      {
        lookup,
        remarks,
        photos: book.find,
        view: given.view ?? {},
        model: published.model,
        record: { entity: entity.key, id, values: { ...record.values, id }, isNew: false, links, rows },
        sources: { [approvalsSource]: approvals.rows },
        company,
        user: actor.user,
        now: unit.now,
        // The same record prints the same bytes tomorrow; what formulas take for now is another matter.
        ...(typeof changedAt === 'string' ? { dated: changedAt } : {}),
        assets: { ...assets, ...drawn, ...approvals.pictures },
        reports,
        verification: given.verification,
        timeZone: unit.timeZone,
        locale: actor.locale,
        ...around,
      },
      { blocks: kit.blocks, fields: kit.fields, language },
    )
    return { pages, remarks: remarks.all() }
  }
  const title = record.values[entity.document.title]
  const drawnOnce = await withLookups(unit, render)
  const files = await book.files(unit)
  const photos = (workspace: Workspace): Promise<Drawn> => book.filled(workspace, files, () => render(last))
  return {
    ...drawnOnce,
    ...(book.isOpen ? { photos } : {}),
    reads,
    signedIn: approvals.runs,
    number: typeof title === 'string' || typeof title === 'number' ? String(title).slice(0, 200) : '',
  }
}

/** The decisions that a template shows: of the run that is printed, or of all runs of the record. */
async function approvalsFor(
  unit: Unit,
  actor: Actor,
  asked: {
    readonly reads: TemplateReads
    readonly locale: 'zh' | 'en'
    readonly kept: Sheet | undefined
    readonly entity: string
    readonly given: Filling
  },
): Promise<Approvals> {
  const { reads, locale, kept, entity, given } = asked
  const { id, run = '' } = given
  if (!reads.sources.includes(approvalsSource)) return { rows: [], pictures: {}, runs: [] }
  const { signed } = reads
  return kept === undefined
    ? approvalRows(unit, actor, { locale, signed, entity, id })
    : sheetRows(unit, actor, { locale, signed, sheet: kept, run })
}

/**
 * The template as it was published on the day a run ended. One that names what there is no more can't be filled any more: then
 * today's is taken.
 */
async function templateOf(unit: Unit, today: PrintDocument, { endedAt }: Sheet): Promise<PrintDocument> {
  if (endedAt === null) return today
  const then = (await unit.tx.design.documentAt('print', today.key, endedAt)) as PrintDocument | null
  if (then === null || then.entity !== today.entity) return today
  const { kit, published } = { kit: unit.options.kit, published: unit.published }
  return validateTemplate(then, { ...kit, language, model: published.model }).length === 0 ? then : today
}

/** Refuses a record outside of the actor's print scope, in the same words as one that does not exist. */
async function refuseUnprintable(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: EntityModel; readonly id: string },
): Promise<void> {
  const rights = unit.published.access(actor).entity(given.entity.key)
  if (rights === undefined || !(await unit.door(actor).may(given.entity.key, given.id, 'print')))
    throw errors.RECORD_NOT_FOUND()
}
