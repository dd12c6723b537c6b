import { nearestName } from '@mortise/errors'
import type { ActionContext, ActionDocument, ExtensionList, RunAction, Settings } from '@mortise/schema'
import { addComment } from './add-comment/action.ts'
import { addError } from './add-error/action.ts'
import { assign } from './assign/action.ts'
import { callWebhook } from './call-webhook/action.ts'
import { cancelFlow } from './cancel-flow/action.ts'
import { convert } from './convert/action.ts'
import { createRecord } from './create-record/action.ts'
import { createTask } from './create-task/action.ts'
import type { ActionType, ActionWrite } from './define.ts'
import { findRecord } from './find-record/action.ts'
import { forEach } from './for-each/action.ts'
import { generateDocument } from './generate-document/action.ts'
import { readTerms } from './read-terms/action.ts'
import { runTable } from './run-table/action.ts'
import { sendDingtalk } from './send-dingtalk/action.ts'
import { sendFeishu } from './send-feishu/action.ts'
import { sendSms } from './send-sms/action.ts'
import { sendWecom } from './send-wecom/action.ts'
import { tag } from './tag/action.ts'
import { updateRecords } from './update-records/action.ts'
import { wait } from './wait/action.ts'
import { deleteRecord } from './delete-record/action.ts'
import { errors } from './errors.ts'
import { notify } from './notify/action.ts'
import { score } from './score/action.ts'
import { sendEmail } from './send-email/action.ts'
import { setFields } from './set-fields/action.ts'
import { startFlow } from './start-flow/action.ts'
import { updateRecord } from './update-record/action.ts'

/** Every action that comes with the product, in palette order. */
export const builtinActions: readonly ActionType[] = [
  setFields,
  createRecord,
  updateRecord,
  updateRecords,
  findRecord,
  deleteRecord,
  forEach,
  convert,
  score,
  runTable,
  tag,
  assign,
  createTask,
  addComment,
  generateDocument,
  readTerms,
  addError,
  notify,
  sendEmail,
  sendSms,
  sendDingtalk,
  sendWecom,
  sendFeishu,
  callWebhook,
  startFlow,
  cancelFlow,
  wait,
]

/** Binds a list of actions to the function that the rule and flow engines call. Throws ACTION_UNKNOWN. */
export function runActionOf(actions: ExtensionList<ActionType>): RunAction {
  return (type, settings, ctx) => {
    const action = actions.find(type)
    if (action === undefined) {
      const near =
        nearestName(
          type,
          actions.all.map((one) => one.type),
        ) ?? '-'
      throw errors.ACTION_UNKNOWN({ type, near })
    }
    return action.run(settings as Settings, ctx)
  }
}

/** Binds a list of actions to the function that tells which flows one starts. */
export function startsOfActions(
  actions: ExtensionList<ActionType>,
): (action: ActionDocument) => readonly string[] {
  const startsOf = ({ type, ...settings }: ActionDocument): readonly string[] => {
    const found = actions.find(type)
    const inner = found?.inner?.(settings as Settings).actions ?? []
    return [...(found?.starts?.(settings as Settings) ?? []), ...inner.flatMap(startsOf)]
  }
  return startsOf
}

/** What an action writes, by entity. */
export type Written = readonly ActionWrite[]

/** Binds a list of actions to the function that the loop proof of rules asks. An unknown action may write anything. */
export function writesOfActions(
  actions: ExtensionList<ActionType>,
  document?: ActionContext['document'],
): (action: ActionDocument, entity: string) => Written {
  const writesOf = ({ type, ...settings }: ActionDocument, entity: string): Written => {
    const found = actions.find(type)
    if (found === undefined) return [{ entity: '*', fields: ['*'] }]
    const own = found.writes?.(settings as Settings, entity, document) ?? []
    const inner = found.inner?.(settings as Settings)
    return inner === undefined
      ? own
      : [...own, ...inner.actions.flatMap((one) => writesOf(one, inner.entity))]
  }
  return writesOf
}
