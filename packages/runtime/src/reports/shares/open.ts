import type { LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { additiveMeasures, type ReportResult, type ReportRow } from '@mortise/reports'
import type { DashboardDocument, ReportDocument, WidgetDocument } from '@mortise/schema'
import type { Actor, ReportShareRow } from '@mortise/store'
import { userActor } from '../../context/actor.ts'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import { publicKeys } from '../../public/keys.ts'
import { lapsedFilters, type OpenTarget, openTarget, partResult } from '../target.ts'
import { sharingRoles } from './share.ts'
import { shareTokenHash } from './token.ts'

/** A tile as strangers get it: where it stands and how it is drawn, nothing of what it is made of. */
export type SharedPart = Pick<WidgetDocument, 'x' | 'y' | 'w' | 'h'> & {
  readonly id: string
  readonly title: LocalizedText
  readonly tab?: string
  readonly phone?: number
  readonly chart?: ReportDocument['chart']
  readonly layout?: ReportDocument['layout']
  /** Measures that can be added up, for the totals of tables laid across. */
  readonly measures?: readonly { readonly key: string; readonly agg: 'sum' }[]
}

/** What strangers see by a link: the page before its numbers. */
export type SharedPage = {
  readonly label: LocalizedText
  readonly kind: 'report' | 'dashboard'
  readonly grid: number
  readonly tabs: NonNullable<DashboardDocument['tabs']>
  readonly parts: readonly SharedPart[]
  readonly expiresAt: string
  readonly timeZone: string
}

type OpenShare = { readonly row: ReportShareRow; readonly actor: Actor; readonly target: OpenTarget }

/**
 * Follows a token. One that leads nowhere, was changed, is over or was taken back, whose maker left or lost a right, whose
 * report is gone or lacks a filter that the maker fixed all look the same.
 */
export async function openShare(
  workspace: Workspace,
  token: string,
  locale: 'zh' | 'en',
): Promise<OpenShare> {
  const row = /^[\w-]{32}$/.test(token)
    ? await workspace.store.side.reportShares.byToken(shareTokenHash(token))
    : null
  if (row === null || !(await isSigned(workspace, row))) throw errors.REPORT_LINK_GONE()
  const [published, people] = [await workspace.published(), await workspace.people()]
  const maker = people.users.find((one) => one.id === row.createdBy && one.active)
  const roles = maker === undefined ? [] : await sharingRoles(workspace)
  if (maker === undefined || !maker.roles.some((role) => roles.includes(role)))
    throw errors.REPORT_LINK_GONE()
  const actor = { ...userActor(maker, people, published.roleFacts, { via: 'link' }), locale }
  const target = openTarget(published, actor, { ...row, kit: workspace.options.kit })
  if (target === undefined) throw errors.REPORT_LINK_GONE()
  // Without a filter that its maker fixed the link would show more than was shared.
  const seeing = { published, actor, kit: workspace.options.kit }
  if (lapsedFilters(seeing, target, row.filters).length > 0) throw errors.REPORT_LINK_GONE()
  return { row, actor, target }
}

/** Whether the key still counts that made it: who renews the key of the workspace ends every link. */
async function isSigned(workspace: Workspace, { keyId }: ReportShareRow): Promise<boolean> {
  return (await publicKeys(workspace)).some(({ id, retired }) => id === keyId && !retired)
}

/** Sites in whose frames a link may stand; none for a link that leads nowhere. */
export async function shareSites(workspace: Workspace, token: string): Promise<readonly string[]> {
  return (await openShare(workspace, token, 'zh')).row.sites
}

/** What a link shows, without numbers. Counted as a look. */
export async function sharedPage(
  workspace: Workspace,
  token: string,
  locale: 'zh' | 'en',
): Promise<SharedPage> {
  const { row, target } = await openShare(workspace, token, locale)
  await workspace.store.side.reportShares.viewed(row.id)
  const { timeZone } = await workspace.published()
  const { dashboard } = target
  return {
    label: target.label,
    kind: target.targetKind,
    grid: dashboard?.grid ?? 24,
    tabs: dashboard?.tabs ?? [],
    parts: target.parts.map((part) => shownPart(part, dashboard)),
    expiresAt: row.expiresAt,
    timeZone,
  }
}

function shownPart(
  { id, report, title, chart }: OpenTarget['parts'][number],
  board: OpenTarget['dashboard'],
): SharedPart {
  const { x = 0, y = 0, w = 24, h = 12, tab, phone } = board?.widgets.find((one) => one.id === id) ?? {}
  const { layout } = report
  const additive = additiveMeasures(report)
  return {
    id,
    title,
    x,
    y,
    w,
    h,
    ...(tab === undefined ? {} : { tab }),
    ...(phone === undefined ? {} : { phone }),
    ...(chart === undefined ? {} : { chart }),
    ...(layout === undefined ? {} : { layout }),
    ...(additive.length === 0 ? {} : { measures: additive.map((key) => ({ key, agg: 'sum' })) }),
  }
}

/** The numbers of one tile of a link, by the filters that its maker fixed. */
export async function sharedResult(
  workspace: Workspace,
  token: string,
  asked: { readonly part: string; readonly locale: 'zh' | 'en' },
): Promise<ReportResult> {
  const { row, actor, target } = await openShare(workspace, token, asked.locale)
  const part = target.parts.find(({ id }) => id === asked.part)
  if (part === undefined) throw errors.REPORT_LINK_GONE()
  return withoutIds(await partResult(workspace, actor, { target, part, filters: row.filters }))
}

const isId = (value: Json | undefined): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)

/** The same numbers without ids of records and people, and without the fields they are made of: names are enough to read them. */
export function withoutIds(result: ReportResult): ReportResult {
  const stands = new Map<string, string>()
  const standIn = (id: string): string => {
    const known = stands.get(id) ?? `#${stands.size + 1}`
    stands.set(id, known)
    return known
  }
  const plain = (value: Json): Json =>
    Array.isArray(value) ? value.map((one: Json) => plain(one)) : isId(value) ? standIn(value) : value
  // A kind may keep more in a row than is shown of it.
  const shown = new Set(result.columns.map(({ key }) => key))
  const row = (given: ReportRow): ReportRow =>
    Object.fromEntries(
      Object.entries(given).flatMap(([key, value]) => (shown.has(key) ? [[key, plain(value)]] : [])),
    )
  const { columns, rows, totals, subtotals, labels } = result
  return {
    ...result,
    columns: columns.map(({ path: _path, ...column }) => column),
    rows: rows.map(row),
    ...(totals === undefined ? {} : { totals: row(totals) }),
    ...(subtotals === undefined
      ? {}
      : { subtotals: subtotals.map((one) => ({ ...one, rows: one.rows.map(row) })) }),
    labels: Object.fromEntries(
      Object.entries(labels).map(([column, names]) => [
        column,
        Object.fromEntries(Object.entries(names).map(([id, name]) => [isId(id) ? standIn(id) : id, name])),
      ]),
    ),
  }
}
