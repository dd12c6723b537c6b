import type { Json } from '@mortise/expressions'
import type { ClaimedJob, Transaction } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { carryOutPublication } from '../design/publish.ts'
import { cancelChild, childEnded, startChild } from '../flows/children.ts'
import { cancelRun } from '../flows/cancel-run.ts'
import { deliver, startFromMessage } from '../flows/messages.ts'
import { flowDue, flowStartDue } from '../flows/scheduled.ts'
import { keepOutsideTask } from '../flows/keep-outside.ts'
import { outsideTaskJob } from '../flows/outside-tasks.ts'
import { sleptCommand, systemCommand } from '../flows/system-command.ts'
import { readTermsJob, readTermsOf } from '../file-text/read-terms.ts'
import { runDuplicateSearch } from '../duplicates/search.ts'
import { runBulkBatch } from '../model/bulk-job.ts'
import { importHandlers } from '../imports/job.ts'
import { mailNotices } from '../notices/mail-notices.ts'
import { noticeMail } from '../notices/tell-people.ts'
import { callOut } from '../outbound/call-out.ts'
import { watchJob } from '../reports/watches/due.ts'
import { mailRun, watchMail } from '../reports/watches/mail.ts'
import { serveRun } from '../reports/watches/serve.ts'
import { tellLost, watchLostJob } from '../reports/watches/follow.ts'
import { documentJob } from '../prints/ask-document.ts'
import { generateDocument } from '../prints/generate.ts'
import { ruleHandlers } from '../rules/jobs.ts'
import { madeTogether, searchFill } from './search-fill.ts'
import type { JobHandler } from './worker.ts'

type Payload = { readonly [key: string]: Json }

const textAt = (payload: Json, key: string): string => String((payload as Payload)[key] ?? '')

/** What the worker can do, by kind of job. */
export function jobHandlers(workspace: Workspace): { readonly [kind: string]: JobHandler } {
  const inUnit =
    (
      run: (job: ClaimedJob, unit: Awaited<ReturnType<Workspace['join']>>) => Promise<void>,
    ): JobHandler['run'] =>
    async (job: ClaimedJob, tx?: Transaction) => {
      if (tx === undefined) throw new Error(`job ${job.kind} needs a transaction`)
      await run(job, await workspace.join(tx))
    }
  return {
    flow_timer: {
      mode: 'inTransaction',
      run: inUnit((job, unit) =>
        systemCommand(unit, textAt(job.payload, 'instanceId'), {
          type: 'timerDue',
          commandId: `timer:${job.id}`,
          key: textAt(job.payload, 'key'),
        }).then(() => undefined),
      ),
    },
    ...ruleHandlers(inUnit),
    [noticeMail]: { mode: 'outside', run: (job) => mailNotices(workspace, job) },
    flow_command: { mode: 'inTransaction', run: inUnit((job, unit) => sleptCommand(unit, job.payload)) },
    flow_changed: {
      mode: 'inTransaction',
      run: inUnit((job, unit) =>
        systemCommand(unit, textAt(job.payload, 'instanceId'), {
          type: 'recordChanged',
          commandId: `changed:${job.id}`,
        }).then(() => undefined),
      ),
    },
    flow_message: {
      mode: 'inTransaction',
      run: inUnit((job, unit) => deliver(unit, job.payload, job.id)),
    },
    flow_message_start: {
      mode: 'inTransaction',
      run: inUnit((job, unit) => startFromMessage(unit, job.payload)),
    },
    flow_cancel: { mode: 'inTransaction', run: inUnit((job, unit) => cancelRun(unit, job.payload)) },
    [outsideTaskJob]: { mode: 'outside', run: (job) => keepOutsideTask(workspace, job) },
    [watchJob]: { mode: 'outside', run: (job) => serveRun(workspace, job) },
    [watchMail]: { mode: 'outside', run: (job) => mailRun(workspace, job) },
    [watchLostJob]: { mode: 'inTransaction', run: inUnit((job, unit) => tellLost(unit, job.payload)) },
    [documentJob]: { mode: 'outside', run: (job) => generateDocument(workspace, job) },
    [readTermsJob]: { mode: 'outside', run: (job) => readTermsOf(workspace, job) },
    flow_due: { mode: 'inTransaction', run: inUnit((job, unit) => flowDue(unit, job.payload)) },
    flow_start: { mode: 'inTransaction', run: inUnit((job, unit) => flowStartDue(unit, job.payload)) },
    flow_child: {
      mode: 'inTransaction',
      run: inUnit((job, unit) => startChild(unit, job.payload)),
    },
    flow_child_cancel: {
      mode: 'inTransaction',
      run: inUnit((job, unit) => cancelChild(unit, job.payload)),
    },
    flow_child_ended: {
      mode: 'inTransaction',
      run: inUnit((job, unit) => childEnded(unit, job.payload)),
    },
    call_out: { mode: 'outside', run: (job) => callOut(workspace, job) },
    search_fill: {
      mode: 'inTransaction',
      run: async ({ payload }, tx) => {
        if (tx === undefined) return
        const { model } = await workspace.published()
        const made = madeTogether(payload)
        if (made !== undefined) return tx.fillSearchOf(model, made.entity, made)
        // A little at a time: nobody else's rows stay locked for long.
        if (!(await tx.fillSearch(model, 5_000))) await tx.jobs.add([searchFill])
      },
    },
    learn_table: {
      mode: 'inTransaction',
      run: async (job, tx) => tx?.learnTable(textAt(job.payload, 'entity')),
    },
    bulk_change: { mode: 'outside', run: (job) => runBulkBatch(workspace, textAt(job.payload, 'id')) },
    duplicate_search: {
      mode: 'outside',
      run: (job) => runDuplicateSearch(workspace, textAt(job.payload, 'id')),
    },
    publication: { mode: 'outside', run: (job) => carryOutPublication(workspace, textAt(job.payload, 'id')) },
    ...importHandlers(workspace),
  }
}
