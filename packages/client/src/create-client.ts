import { type AccessApi, accessApi } from './access.ts'
import { type AgentsApi, agentsApi } from './agents.ts'
import { type AssignmentsApi, assignmentsApi } from './assignments.ts'
import { type AuditApi, auditApi } from './audit.ts'
import { type EfficiencyApi, efficiencyApi } from './efficiency.ts'
import { eventLine, type EventOptions, type Unsubscribe } from './events.ts'
import { type DraftsApi, draftsApi } from './drafts.ts'
import { type ConnectionsApi, connectionsApi } from './connections.ts'
import { type DuplicatesApi, duplicatesApi } from './duplicates.ts'
import { type FlowVersionsApi, flowVersionsApi } from './flow-versions.ts'
import { type HandOverApi, handOverApi } from './hand-over.ts'
import { type HooksApi, hooksApi } from './hooks.ts'
import { type ImportsApi, importsApi } from './imports.ts'
import { type JobsApi, jobsApi } from './jobs.ts'
import { type InsightApi, insightApi } from './insight.ts'
import { type PeopleApi, peopleApi, type SessionApi, sessionApi } from './people.ts'
import { publicLinksApi, type PublicLinksApi } from './public-forms.ts'
import { type ReportDeliveryApi, reportDeliveryApi } from './report-delivery.ts'
import { type SavedViewsApi, savedViewsApi } from './saved-views.ts'
import { type MailApi, mailApi } from './mail.ts'
import { type MarksApi, marksApi } from './marks.ts'
import { type RecordsApi, recordsApi } from './records.ts'
import { type ClientOptions, createSend, type Send } from './transport.ts'
import { uploadApi } from './upload.ts'
import { type CompanyApi, companyApi } from './company.ts'
import { type SitesApi, sitesApi } from './sites.ts'
import { type RunsApi, runsApi } from './runs.ts'
import { type WorkApi, workApi } from './work.ts'

/** Everything the server can be asked, by subject. `send` reaches routes that have no method of their own. */
export type Client = {
  readonly session: SessionApi
  readonly records: RecordsApi
  readonly savedViews: SavedViewsApi
  readonly drafts: DraftsApi
  readonly mail: MailApi
  readonly connections: ConnectionsApi
  readonly hooks: HooksApi
  readonly marks: MarksApi
  readonly publicLinks: PublicLinksApi
  readonly work: WorkApi
  readonly runs: RunsApi
  readonly agents: AgentsApi
  readonly assignments: AssignmentsApi
  readonly flowVersions: FlowVersionsApi
  readonly insight: InsightApi
  readonly delivery: ReportDeliveryApi
  readonly efficiency: EfficiencyApi
  readonly duplicates: DuplicatesApi
  readonly imports: ImportsApi
  readonly people: PeopleApi
  readonly handOver: HandOverApi
  readonly audit: AuditApi
  readonly jobs: JobsApi
  readonly sites: SitesApi
  readonly company: CompanyApi
  readonly access: AccessApi
  readonly send: Send
  readonly listen: (options: EventOptions) => Unsubscribe
}

/**
 * Makes a client. Failed calls throw `ApiError`; writes carry the header that proves they came from our page.
 * `const client = createClient({ baseUrl: '', locale: 'zh' })`, then `await client.records.get('deal', id)`.
 */
export function createClient(options: ClientOptions): Client {
  const send = createSend(options)
  return {
    session: sessionApi(send, { baseUrl: options.baseUrl, upload: uploadApi(send, options) }),
    records: recordsApi(send, options.baseUrl),
    savedViews: savedViewsApi(send),
    drafts: draftsApi(send),
    mail: mailApi(send),
    connections: connectionsApi(send),
    hooks: hooksApi(send),
    marks: marksApi(send),
    publicLinks: publicLinksApi(send),
    work: workApi(send),
    runs: runsApi(send),
    agents: agentsApi(send),
    assignments: assignmentsApi(send),
    flowVersions: flowVersionsApi(send),
    insight: insightApi(send, options.baseUrl),
    delivery: reportDeliveryApi(send, options.baseUrl),
    efficiency: efficiencyApi(send, options.baseUrl),
    duplicates: duplicatesApi(send, options.baseUrl),
    imports: importsApi(send, options.baseUrl),
    people: peopleApi(send),
    handOver: handOverApi(send),
    audit: auditApi(send, options.baseUrl),
    jobs: jobsApi(send),
    sites: sitesApi(send),
    company: companyApi(send, options.baseUrl),
    access: accessApi(send),
    send,
    listen: eventLine(`${options.baseUrl}/api/events`),
  }
}
