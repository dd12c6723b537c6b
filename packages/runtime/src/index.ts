export { readAppFolder } from './apps/folder.ts'
export { applyApp, type MergePlan, planApp } from './apps/apply.ts'
export type { Choices } from './apps/merge-template.ts'
export { draftTemplateUpdate, planTemplateUpdate } from './apps/update-template.ts'
export { baseApp } from './apps/base.ts'
export { createApp, type NewApp } from './apps/create.ts'
export { deleteApp } from './apps/deletion/delete-app.ts'
export { type AppDeletion, planAppDeletion } from './apps/deletion/plan.ts'
export { restoreApp } from './apps/deletion/restore-app.ts'
export { installTemplate } from './apps/install-template.ts'
export type { TemplatePicture } from './apps/picture.ts'
export { type Template, type TemplateFolder, templateFolder } from './apps/templates.ts'
export { exportApp, fileEntries } from './apps/export.ts'
export { installApp, readApp } from './apps/install.ts'
export { unzippedApp } from './apps/unzip.ts'
export { installPeople } from './apps/people.ts'
export { keyActor, systemActor, userActor } from './context/actor.ts'
export type { People } from './context/directory.ts'
export { uuidv7 } from './context/ids.ts'
export type { Published } from './context/published.ts'
export type { Unit } from './context/unit.ts'
export type { Workspace } from './context/workspace.ts'
export { checkApps, propose, proposeDrafts, type Proposal } from './design/proposal.ts'
export { draftOf } from './design/draft-of.ts'
export { type Edited, removeDrafts, renameDrafts, renamePartDrafts } from './design/edits.ts'
export { isPartOf } from './design/bin.ts'
export { impactOf, type Impact, type Reached } from './design/impact.ts'
export { designBinDays, purgeDesign } from './design/purge.ts'
export { restoreDrafts } from './design/restore.ts'
export { publishDrafts, rollBack, undoTypeChange } from './design/publish.ts'
export { typeChangesOf, type TypeChanges } from './design/type-changes.ts'
export { assembleApps, withDrafts, type StoredDocument } from './design/assemble.ts'
export { errors as runtimeErrors } from './errors.ts'
export { openHub, type EventHub, type LiveEvent } from './events/hub.ts'
export { localFiles } from './files/local.ts'
export { s3Files, type S3Settings } from './files/s3.ts'
export { looseFor } from './files/sweep.ts'
export type { FileStore } from './files/types.ts'
export { commandItem, type ItemRequest } from './flows/item-commands.ts'
export { mayOpenRun } from './flows/opened.ts'
export type { Operations } from './flows/operations.ts'
export { commandInstance, type RunRequest } from './flows/run-commands.ts'
export type { EfficiencyAsk } from './flows/efficiency/gather.ts'
export { efficiencyLog } from './flows/efficiency/export.ts'
export {
  flowEfficiency,
  measuredFlows,
} from './flows/efficiency/report.ts'
export { efficiencyRuns } from './flows/efficiency/runs.ts'
export { givenKeys, keyFile } from './sealing/key-ring.ts'
export { openSecrets, placeOf as placeOfSecret, rotateKey, seal } from './sealing/stored.ts'
export { openVault, type Vault } from './sealing/vault.ts'
export { sendMessage } from './flows/messages.ts'
export { mayMove, migrateRun } from './flows/migration.ts'
export { migrateRuns, openVersions } from './flows/migrate-all.ts'
export {
  eventsOfRun,
  inbox,
  titleOfRun,
  trail,
  workItem,
  type Box,
  type InboxLine,
  type Trail,
  type WorkItemView,
} from './flows/inbox.ts'
export { keptRun, keptRuns, type KeptRun, type KeptRuns, type RunPlace } from './flows/kept-runs.ts'
export { approveMany, type ApproveMany } from './flows/approve-many.ts'
export { agentHistory, flowsToGive } from './flows/approvals/agent-history.ts'
export { endAgent, listAgents, makeAgent } from './flows/approvals/agents.ts'
export { openSheet, runHoldsFile } from './flows/approvals/open-run.ts'
export { previewStart, type StartChoices } from './flows/approvals/start-choices.ts'
export { startByCall } from './flows/start-by-call.ts'
export { startFlow } from './flows/start.ts'
export type { JobAbout } from './jobs/about.ts'
export {
  discardJob,
  discardJobs,
  jobAgain,
  jobPage,
  jobsAgain,
  jobTally,
  type JobLine,
  type JobTally,
} from './jobs/care.ts'
export { keepUp } from './jobs/upkeep.ts'
export type { Worker } from './jobs/worker.ts'
export { shutPages } from './frames/problems.ts'
export { frameSites, keepFrameSites, sitesOn } from './frames/sites.ts'
export { mailIsReady, tryMailServer } from './notices/mail-server.ts'
export { tellPeople } from './notices/tell-people.ts'
export {
  accountList,
  type AccountView,
  connectionKinds,
  type ConnectionKind,
  connectionList,
  type ConnectionView,
  matchPeople,
  removeConnection,
  saveAccount,
  saveConnection,
  tryConnection,
} from './outbound/manage.ts'
export { openOutbound } from './outbound/outbound.ts'
export { isTestMode, setTestMode } from './outbound/test-mode.ts'
export type { Outbound } from './outbound/types.ts'
export { pdfText } from './pdf/pdf-text.ts'
export { closePdf, renderPdf } from './pdf/render-pdf.ts'
export { hashPassword, passwordIsFit, verifyPassword } from './people/password.ts'
export { changePassword, openSession, signIn, type SignedIn } from './people/sign-in.ts'
export { newToken, tokenHash } from './people/token.ts'
export { readersAmong } from './people/readers.ts'
export { openDuplicateExport } from './duplicates/export.ts'
export { type DuplicateGroup, duplicateGroups, keepApart } from './duplicates/groups.ts'
export {
  cancelDuplicateSearch,
  type DuplicateSearch,
  duplicateSearch,
  latestDuplicateSearch,
  startDuplicateSearch,
} from './duplicates/search.ts'
export { lookForDuplicates } from './records/duplicates.ts'
export { mergeRecords, unmergeRecords } from './records/merge.ts'
export { type MergeStory, mergesOf } from './records/merges.ts'
export { rootCause } from './records/cause.ts'
export { entityFor } from './records/entity-for.ts'
export { restoreFromHistory, type RestoreAsk } from './records/restore.ts'
export { removeRecord, saveRecord } from './records/save.ts'
export { createRecords } from './records/save-many.ts'
export type { Saved, SaveRequest } from './records/types.ts'
export { type BacktestAsk, backtestScore } from './rules/backtest-score.ts'
export { noteBehaviour, scoreStory, type ScoreStory, tryScore } from './rules/behaviour.ts'
export { acceptRecord, assignmentsOf } from './rules/accept.ts'
export { backfillRule, type BackfillAnswer } from './rules/backfill.ts'
export { type HookView, hookOf, makeHook, removeHook } from './rules/hooks.ts'
export { receiveMessage } from './rules/receive.ts'
export { runManualRule } from './rules/manual.ts'
export { handOver } from './people/hand-over/hand-over.ts'
export { type Holdings, holdingsOf } from './people/hand-over/holdings.ts'
export { holdingParts } from './people/hand-over/types.ts'
export { personLeft } from './rules/leaver.ts'
export { draftYearPlan } from './rules/year-plan.ts'
export { ruleProof } from './rules/proof.ts'
export { pauseRule, replayRun, ruleRuns, rulesAtWork, type RuleLine, type RuleRun } from './rules/runs.ts'
export { explainAccess, type AccessAnswer, type RoleReason } from './rights/explain.ts'
export {
  sharesOf,
  shareRecord,
  unshareRecord,
  type SharePartner,
  type ShareView,
} from './rights/shares.ts'
export { openRuntime, type Runtime } from './runtime.ts'
export type { Cause, Log, RuntimeOptions } from './types.ts'
export { bulkChange, type BulkChange } from './model/bulk.ts'
export { bulkJob, type BulkJob, cancelBulkJob, startBulkJob } from './model/bulk-job.ts'
export { dashboardFor, modelFor, type ModelAnswer } from './model/model.ts'
export { meOf, type Me } from './model/me.ts'
export { pointedAt, readableFields, readDoor, refsOf, type ReadDoor } from './model/read-door.ts'
export { mayOpen, mayStart, rightsOf, type EntityRights } from './model/rights.ts'
export { historyOf, openRecord, storyRefs, timelineOf, type TimelineEntry } from './model/timeline.ts'
export { byteOrderMark, csvLine, harmless } from './exports/cells.ts'
export { exportCsv, exportXlsx, openExport, type Export, type ExportAsk } from './exports/export.ts'
export { drillReport, previewReport, runReport, type ReportAsk } from './reports/run.ts'
export { reportFile, reportFormats, type ReportFormat } from './reports/files/make.ts'
export { sharedPage, sharedResult, shareSites } from './reports/shares/open.ts'
export {
  createShare,
  keepSharingRoles,
  listShares,
  mayShareReports,
  revokeShare,
  sharingRoles,
} from './reports/shares/share.ts'
export { listWatches, runFile, watchRuns } from './reports/watches/list.ts'
export { tickWatches } from './reports/watches/due.ts'
export { changeWatch, createWatch, leaveWatch, removeWatch, tryWatch } from './reports/watches/manage.ts'
export { readFilters } from './reports/watches/terms.ts'
export { changeCompany, companyDetails } from './prints/company.ts'
export { type DrawnToKeep, drawToKeep, keepDrawn } from './prints/keep.ts'
export { keptPrints, type KeptPrint, openKept, shownKept, type Verified, verifyPrint } from './prints/kept.ts'
export { companyPicture, companyPictures, keepPictures } from './prints/pictures.ts'
export { type DraftLayout, draftLayout, type DraftLayoutAsk } from './prints/draft.ts'
export { type DraftMail, draftMail, type DraftMailAsk, sendDraftMail } from './mails/draft-mail.ts'
export { printHints, printRemarks } from './prints/remarks.ts'
export { printPreview, printRecords, printTogether, type Printed } from './prints/print.ts'
export { zipped } from './prints/zip.ts'
export { testRule, type RuleTest } from './model/test-rule.ts'
export { type HistoryReplay, replayHistory } from './rules/replay-history.ts'
export { type AssignmentTrial, tryAssignment } from './rules/try-assignment.ts'
export {
  commandImport,
  importCommands,
  importList,
  importState,
  type ImportCommand,
  type ImportState,
} from './imports/commands.ts'
export { dryRunImport } from './imports/dry-run.ts'
export { lastCheck, type DryRun } from './imports/fixes/check.ts'
export { type FixAsk, fixCells, type Fixed } from './imports/fixes/fix-cells.ts'
export type { FaultCell } from './imports/fixes/kept-faults.ts'
export { unknownTexts, type UnknownTexts } from './imports/missing/unknown.ts'
export { addOptions } from './imports/missing/add-options.ts'
export { openImportErrors } from './imports/error-file.ts'
export { mapImport, type MappingAsk } from './imports/map.ts'
export {
  createImport,
  receiveTable,
  openedImport,
  rereadImport,
  type ImportUpload,
  type ReceivedTable,
} from './imports/upload.ts'
export { reviewList, reviewRows, type ReviewDecision, type ReviewRow } from './imports/review.ts'
export { encodings } from './imports/table/encoding.ts'
export type { SourceForm } from './imports/table/open-table.ts'
export { importHandlers } from './imports/job.ts'
export {
  type Asked,
  cancelPublication,
  publicationState,
  type PublicationState,
} from './design/publication.ts'
export { askPublish } from './design/ask-publish.ts'
export { askRollBack, askUndoTypeChange } from './design/publish.ts'
export { askApplyApp } from './apps/apply.ts'
export { openLink, type PublicState } from './public/door.ts'
export {
  checkPublicFile,
  type FileGuest,
  fileGuest,
  joinedParts,
  partType,
  publicFileLimit,
} from './public/files.ts'
export { settleHeld, shutProgress } from './public/held.ts'
export {
  changePublicLink,
  createPublicLink,
  type LinkSettings,
  type PublicLink,
  publicLinks,
  publicSubmissions,
  revokePublicLink,
} from './public/links.ts'
export { publicChoices } from './public/offers.ts'
export { type PublicModel, type PublicPage, publicPage } from './public/page.ts'
export { type PublicProgress, publicProgress } from './public/progress.ts'
export { renewPublicKey, renewPublicLink } from './public/renew.ts'
export { newRiddle, type Riddle } from './public/riddle.ts'
export { type PublicBody, type PublicThanks, submitPublic } from './public/submit.ts'
export { isSandbox } from './sandbox/key.ts'
export { removeSandbox, sandboxGone } from './sandbox/remove.ts'
export {
  draftPromotion,
  makeSandbox,
  planPromotion,
  sandboxes,
  sandboxKeys,
} from './sandbox/sandbox.ts'
export { scenarioActor, scenarioOpening } from './scenarios/actor.ts'
export {
  type ScenarioGate,
  scenarioGate,
  scenariosConcerned,
  setScenarioGate,
} from './scenarios/gate.ts'
export { keepScenario, keptScenarios, playKnown, removeScenario, scenarios } from './scenarios/keep.ts'
export { runScenario } from './scenarios/run-scenario.ts'
export { ScenarioFailure } from './scenarios/scenario-failure.ts'
export type { ScenarioStage } from './scenarios/stage.ts'
export type { TrialStep } from './trial/flow-steps.ts'
export { type FlowTrialAsk, tryFlow } from './trial/try-flow.ts'
