export { readAppFolder } from './apps/folder.ts'
export { installApp, readApp } from './apps/install.ts'
export { keyActor, systemActor, userActor } from './context/actor.ts'
export type { People } from './context/directory.ts'
export { uuidv7 } from './context/ids.ts'
export type { Published } from './context/published.ts'
export type { Unit } from './context/unit.ts'
export type { Workspace } from './context/workspace.ts'
export { checkApps, propose, proposeDrafts, type Proposal } from './design/proposal.ts'
export { publishDrafts, rollBack } from './design/publish.ts'
export { assembleApps, withDrafts, type StoredDocument } from './design/assemble.ts'
export { errors as runtimeErrors } from './errors.ts'
export { openHub, type EventHub, type LiveEvent } from './events/hub.ts'
export { localFiles } from './files/local.ts'
export type { FileStore } from './files/types.ts'
export { commandInstance, commandItem, type ItemRequest, type Operations } from './flows/commands.ts'
export {
  inbox,
  trail,
  workItem,
  type Box,
  type InboxLine,
  type Trail,
  type WorkItemView,
} from './flows/inbox.ts'
export { startFlow } from './flows/start.ts'
export type { Worker } from './jobs/worker.ts'
export { openOutbound } from './outbound/outbound.ts'
export type { Outbound } from './outbound/types.ts'
export { pdfText } from './pdf/pdf-text.ts'
export { closePdf, renderPdf } from './pdf/render-pdf.ts'
export { hashPassword, passwordIsFit, verifyPassword } from './people/password.ts'
export { changePassword, openSession, signIn, type SignedIn } from './people/sign-in.ts'
export { newToken, tokenHash } from './people/token.ts'
export { rootCause } from './records/cause.ts'
export { entityFor, removeRecord, saveRecord, type Saved, type SaveRequest } from './records/save.ts'
export { runManualRule } from './rules/manual.ts'
export { openRuntime, type Runtime } from './runtime.ts'
export type { Cause, Log, RuntimeOptions } from './types.ts'
