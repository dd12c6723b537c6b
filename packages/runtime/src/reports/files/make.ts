import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { type Actor, auditedBy } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import { renderPdf, renderPicture } from '../../pdf/render-pdf.ts'
import { reportPages } from '../pdf.ts'
import { mayExport } from './may-export.ts'
import {
  type OpenTarget,
  openTarget,
  namedTarget,
  targetName,
  targetResults,
  type TargetResult,
} from '../target.ts'
import { csvOf, xlsxOf } from './sheets.ts'
import { fileTable } from './table.ts'

/** What numbers can be taken away as. */
export const reportFormats = ['xlsx', 'csv', 'pdf', 'png'] as const
/** One of them. */
export type ReportFormat = (typeof reportFormats)[number]

/** A file of a report or dashboard. */
export type ReportFile = {
  readonly fileName: string
  readonly type: string
  readonly bytes: Uint8Array
  /** There was more than the file holds. */
  readonly cut?: boolean
}

/** What pictures of reports are; mails show them among their words. */
export const pictureType = 'image/png'

const types: { readonly [format in ReportFormat]: string } = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  png: pictureType,
}

const words = {
  zh: {
    note: (name: string, at: string) => `${name} · 数据截至 ${at}`,
    cut: '数据太多，没有全部列出',
  },
  en: {
    note: (name: string, at: string) => `${name} · as of ${at}`,
    cut: 'too much data, not all of it is here',
  },
} as const

/** The instant by the clock on the wall, as files tell it. */
export function wallTime(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(new Date(instant))
  return parts.replace(', ', ' ')
}

type Results = {
  readonly target: OpenTarget
  readonly results: readonly TargetResult[]
  readonly format: ReportFormat
}

/** Makes a file of results that were worked out for a reader, with that reader's name in it. */
export async function fileOfResults(
  workspace: Workspace,
  actor: Pick<Actor, 'name' | 'locale'>,
  { target, results, format: asked }: Results,
): Promise<ReportFile> {
  const { timeZone } = await workspace.published()
  const asOf = results[0]?.result.asOf ?? workspace.now()
  const isCut = results.some(({ result }) => result.truncated === true)
  // Of nothing there is no table, only a page that says so.
  const format = results.length === 0 && asked !== 'png' ? 'pdf' : asked
  const making = { target, results, timeZone, asOf, note: isCut ? words[actor.locale].cut : undefined }
  const drawn = isDrawn(format)
    ? await drawnFile(actor, { ...making, kit: workspace.options.kit, format })
    : { bytes: await tableFile(actor, { ...making, format }) }
  const plain = targetName(target, actor.locale)
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '-')
    .slice(0, 80)
  const day = wallTime(asOf, timeZone).slice(0, 10)
  return { ...drawn, fileName: `${plain}-${day}.${format}`, type: types[format] }
}

type Making = Omit<Results, 'format'> & {
  readonly timeZone: string
  readonly asOf: string
  readonly note: string | undefined
}
type Reader = Pick<Actor, 'name' | 'locale'>

const isDrawn = (format: ReportFormat): format is 'pdf' | 'png' => format === 'pdf' || format === 'png'

/** As pages, or as one picture. */
async function drawnFile(
  reader: Reader,
  given: Making & { readonly kit: Workspace['options']['kit']; readonly format: 'pdf' | 'png' },
): Promise<Pick<ReportFile, 'bytes' | 'cut'>> {
  const { kit, target, results, timeZone, asOf, note } = given
  const page = { kit, target, results, timeZone, asOf, ...(note === undefined ? {} : { note }) }
  if (given.format === 'pdf') return { bytes: await renderPdf(reportPages(reader, page)) }
  const { png, cut } = await renderPicture(reportPages(reader, { ...page, asPicture: true }))
  return { bytes: png, cut }
}

/** As numbers that a table program reads; CSV has room for one report. */
async function tableFile(
  { name, locale }: Reader,
  { results, timeZone, asOf, note, format }: Making & { readonly format: 'xlsx' | 'csv' },
): Promise<Uint8Array> {
  const said = words[locale].note(name, wallTime(asOf, timeZone))
  const tables = results.map(({ part, result }) => ({
    name: say(part.title, locale),
    table: fileTable(result, locale),
    note: note === undefined ? said : `${said} · ${note}`,
  }))
  const [first] = tables
  return format === 'csv' && first !== undefined ? csvOf(first.table) : await xlsxOf(tables)
}

/** The numbers of a report or dashboard as a file for who asks, now. Throws EXPORT_REFUSED without that right. */
export async function reportFile(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly targetKind: OpenTarget['targetKind']
    readonly target: string
    readonly filters: { readonly [key: string]: Json }
    readonly format: ReportFormat
  },
): Promise<ReportFile> {
  const published = await workspace.published()
  const { kit } = workspace.options
  const target = openTarget(published, actor, { ...namedTarget(published, actor, { ...given, kit }), kit })
  if (target === undefined) throw errors.REPORT_NOT_FOUND({ name: given.target })
  if (!mayExport(workspace, { published, actor, target }))
    throw errors.EXPORT_REFUSED({ name: targetName(target, actor.locale) })
  if (given.format === 'csv' && target.targetKind === 'dashboard') throw errors.WATCH_INVALID({ why: 'csv' })
  const results = await targetResults(workspace, actor, { target, filters: given.filters })
  const file = await fileOfResults(workspace, actor, { target, results, format: given.format })
  await auditTaken(workspace, actor, { target, format: given.format, action: 'report_exported' })
  return file
}

/** Notes that numbers left the house as a file. */
export function auditTaken(
  workspace: Workspace,
  actor: Actor,
  given: { readonly target: OpenTarget; readonly format: string; readonly action: string },
): Promise<void> {
  const { target, format, action } = given
  return workspace.store.side.audit({
    action,
    ...auditedBy(actor),
    entity: target.parts[0]?.report.source.entity ?? null,
    recordId: null,
    data: { [target.targetKind]: target.key, format },
  })
}
