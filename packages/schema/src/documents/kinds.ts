import type { AppDocument } from './app.ts'
import type {
  AssignmentDocument,
  CalendarDocument,
  DecisionTableDocument,
  RuleDocument,
  ScoreDocument,
} from './automation.ts'
import type { DataDocument, PeopleDocument, ScenarioDocument } from './data.ts'
import type { EntityDocument } from './entity.ts'
import type { FlowDocument } from './flow.ts'
import type { FormDocument } from './form.ts'
import type { PageDocument } from './page.ts'
import type { MailDocument } from './mail.ts'
import type { PrintDocument } from './print.ts'
import type { DashboardDocument, ReportDocument } from './report.ts'
import type { RoleDocument } from './role.ts'
import type { RunsDocument } from './runs.ts'
import type { ViewDocument } from './view.ts'

/** The document type of every kind a user designs. */
export type DocumentByKind = {
  app: AppDocument
  entity: EntityDocument
  form: FormDocument
  view: ViewDocument
  page: PageDocument
  rule: RuleDocument
  flow: FlowDocument
  score: ScoreDocument
  assignment: AssignmentDocument
  table: DecisionTableDocument
  calendar: CalendarDocument
  report: ReportDocument
  dashboard: DashboardDocument
  print: PrintDocument
  mail: MailDocument
  role: RoleDocument
}

export type DocumentKind = keyof DocumentByKind

/** Kinds in the order they are loaded and shown, with the folder each lives in (`app` is `app.json`). */
export const documentFolders: { readonly [K in DocumentKind]: string } = {
  app: '',
  entity: 'entities',
  form: 'forms',
  view: 'views',
  page: 'pages',
  rule: 'rules',
  flow: 'flows',
  score: 'scores',
  assignment: 'assignments',
  table: 'tables',
  calendar: 'calendars',
  report: 'reports',
  dashboard: 'dashboards',
  print: 'prints',
  mail: 'mails',
  role: 'roles',
}

/** Every kind, in load order. */
export const documentKinds: readonly DocumentKind[] = Object.keys(documentFolders) as DocumentKind[]

/**
 * An app as data: its documents by kind. The identity of a form or view is `<entity>.<key>`, of all others
 * `<key>` (see `documentKey`).
 */
export type AppDocuments = {
  readonly app: AppDocument
} & {
  readonly [K in Exclude<DocumentKind, 'app'>]: readonly DocumentByKind[K][]
} & {
  readonly i18n?: { readonly [locale: string]: { readonly [elementId: string]: string } }
  readonly people?: PeopleDocument
  readonly data?: readonly DataDocument[]
  readonly runs?: RunsDocument
  readonly scenario?: readonly ScenarioDocument[]
}

/** Kinds whose documents are named after their entity, too. */
const namedByEntity: ReadonlySet<string> = new Set(['form', 'view', 'page'])

/** Whether documents of a kind are stored as `<entity>.<key>`. */
export function isNamedByEntity(kind: string): boolean {
  return namedByEntity.has(kind)
}

/** The name under which a document is stored: `deal`, or `deal.edit` for forms, views and pages. */
export function documentKey(
  kind: DocumentKind,
  document: { readonly key: string; readonly entity?: string },
): string {
  return isNamedByEntity(kind) && document.entity !== undefined
    ? `${document.entity}.${document.key}`
    : document.key
}
