import type { SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { auditChain } from './audit-chain.ts'
import { auditTables } from './audit.ts'
import { brakeTables } from './brakes.ts'
import { bulkJobTables } from './bulk-jobs.ts'
import { commentTables } from './comments.ts'
import { companyPictureTables } from './company-pictures.ts'
import { connectionTables } from './connections.ts'
import { duplicateSearchTables } from './duplicate-searches.ts'
import { fileTables } from './files.ts'
import { formDraftTables } from './form-drafts.ts'
import { importTables } from './imports.ts'
import { keptPrintTables } from './kept-prints.ts'
import { looseFileTables } from './loose-files.ts'
import { markTables } from './marks.ts'
import { mergeTables } from './merges.ts'
import { noticeMail } from './notice-mail.ts'
import { notificationTables } from './notifications.ts'
import { onceTables } from './once.ts'
import { outsideTaskTables } from './outside-tasks.ts'
import { publicFormTables } from './public-forms.ts'
import { poolCursorTables } from './pool-cursors.ts'
import { reportShareTables } from './report-shares.ts'
import { reportWatchTables } from './report-watches.ts'
import { savedViewTables } from './saved-views.ts'
import { scenarioTables } from './scenarios.ts'
import { shareTables } from './shares.ts'
import { settingTables } from './settings.ts'
import { sweep } from './sweep.ts'

/** What hangs on records and people. */
export function sideTables(context: SystemContext): SideTables {
  return {
    ...commentTables(context),
    ...notificationTables(context),
    ...noticeMail(context),
    ...fileTables(context),
    ...brakeTables(context),
    ...auditTables(context),
    ...auditChain(context),
    ...onceTables(context),
    ...poolCursorTables(context),
    ...settingTables(context),
    ...savedViewTables(context),
    ...shareTables(context),
    looseFiles: looseFileTables(context),
    formDrafts: formDraftTables(context),
    imports: importTables(context),
    bulkJobs: bulkJobTables(context),
    duplicateSearches: duplicateSearchTables(context),
    merges: mergeTables(context),
    publicForms: publicFormTables(context),
    marks: markTables(context),
    companyPictures: companyPictureTables(context),
    keptPrints: keptPrintTables(context),
    connections: connectionTables(context),
    outsideTasks: outsideTaskTables(context),
    scenarios: scenarioTables(context),
    reportWatches: reportWatchTables(context),
    reportShares: reportShareTables(context),
    sweep: () => sweep(context),
  }
}
