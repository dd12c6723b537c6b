import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../types.ts'
import { access } from './access.ts'
import { appDeletion } from './app-deletion.ts'
import { apps } from './apps.ts'
import { attachments } from './attachments.ts'
import { audit } from './audit.ts'
import { auth } from './auth.ts'
import { bulk } from './bulk.ts'
import { comments } from './comments.ts'
import { connections } from './connections.ts'
import { create } from './create.ts'
import { design } from './design.ts'
import { designCheck } from './design-check.ts'
import { designElements } from './design-elements.ts'
import { designLive } from './design-live.ts'
import { docs } from './docs.ts'
import { drafts } from './drafts.ts'
import { duplicates } from './duplicates.ts'
import { efficiency } from './efficiency.ts'
import { events } from './events.ts'
import { exports_ } from './exports.ts'
import { files } from './files.ts'
import { flows } from './flows.ts'
import { gallery } from './gallery.ts'
import { groups } from './groups.ts'
import { health } from './health.ts'
import { history } from './history.ts'
import { hookAddresses, hooks } from './hooks.ts'
import { imports } from './imports.ts'
import { jobs } from './jobs.ts'
import { keys } from './keys.ts'
import { marks } from './marks.ts'
import { me } from './me.ts'
import { notifications } from './notifications.ts'
import { people } from './people.ts'
import { mails } from './mails.ts'
import { prints } from './prints.ts'
import { publicForm } from './public-form.ts'
import { publicLinks } from './public-links.ts'
import { publicPages } from './public-pages.ts'
import { records } from './records.ts'
import { regions } from './regions.ts'
import { publicReports } from './public-reports.ts'
import { reportShares } from './report-shares.ts'
import { reportWatches } from './report-watches.ts'
import { reports } from './reports.ts'
import { sandboxRoutes } from './sandboxes.ts'
import { scenarioRoutes } from './scenarios.ts'
import { flowTrials } from './flow-trials.ts'
import { ruleTrials } from './rule-trials.ts'
import { rules } from './rules.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { standingIn } from './standing-in.ts'
import { timeline } from './timeline.ts'
import { verify } from './verify.ts'
import { viewAs } from './view-as.ts'
import { workItems } from './work-items.ts'

/** Declares the routes of one resource. */
export type Routes = (app: FastifyInstance, context: ServerContext) => void

/** Every resource. */
export const routes: readonly Routes[] = [
  health,
  auth,
  me,
  marks,
  records,
  access,
  viewAs,
  create,
  bulk,
  drafts,
  duplicates,
  timeline,
  history,
  comments,
  attachments,
  files,
  search,
  exports_,
  imports,
  reports,
  reportWatches,
  reportShares,
  mails,
  prints,
  flows,
  efficiency,
  workItems,
  rules,
  ruleTrials,
  flowTrials,
  scenarioRoutes,
  sandboxRoutes,
  hooks,
  hookAddresses,
  people,
  regions,
  groups,
  standingIn,
  keys,
  settings,
  connections,
  audit,
  jobs,
  notifications,
  events,
  design,
  designCheck,
  designElements,
  designLive,
  apps,
  appDeletion,
  gallery,
  docs,
  publicForm,
  publicLinks,
  publicPages,
  publicReports,
  verify,
]
