import { type ErrorDetail, listed, type Locale, say } from '@mortise/errors'
import type { FlowInstance, WorkItem } from '@mortise/flows'
import { formOfPurpose, wrongAtStep } from '@mortise/forms'
import type { EntityModel, FlowDocument, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { prepare } from '../records/prepare.ts'
import { unseenProblem } from '../records/strangers.ts'
import { nodeFields, unwritableAt } from './node-fields.ts'

/** Commands that say that a step is done: the record must be as its form wants it by then. */
const finishing: ReadonlySet<string> = new Set(['approve', 'complete'])

/**
 * Refuses to finish a step while the record is not as the form of approvals wants it: required fields that may be written
 * at the step, and all else that is wrong with those. Whoever decides for the system, such as a deadline, is not asked.
 * Gives the record where it had to be read.
 */
export async function holdToForm(
  unit: Unit,
  actor: Actor,
  at: {
    readonly definition: FlowDocument
    readonly instance: FlowInstance
    readonly item: WorkItem | undefined
    readonly command: string
  },
): Promise<{ readonly values: RecordValues } | undefined> {
  const { definition, instance, item, command } = at
  // Who may not act at all is told so by the flow.
  if (!finishing.has(command) || item?.state !== 'active' || item.assignee !== actor.userId) return undefined
  const entity = unit.published.model.entity(instance.entity)
  if (entity === undefined) return undefined
  const rights = nodeFields(definition, item.nodeId)
  const stored = await unit.door(automation(unit, 'read')).get(entity.key, instance.recordId, { rows: 'all' })
  if (stored === null) throw errors.RECORD_NOT_FOUND()
  const form = formOfPurpose(unit.published.model.forms(entity.key), 'approval')
  const unwritable = unwritableAt(entity, rights)
  const { problems } = await prepare(unit, actor, {
    request: { values: {}, unwritable, ...(form === undefined ? {} : { form: form.key }) },
    before: stored.values,
    entity,
  })
  const found = wrongAtStep(problems, rights)
  if (found.length === 0) return { values: stored.values }
  const hidden = (path: string): boolean =>
    (rights[path.split('/')[0] ?? ''] ?? rights['*']) === 'hidden' && path !== ''
  const details = found.map((one) => (hidden(one.path) ? unseenProblem : one))
  const names = (locale: Locale): string => namesOf(entity, details, locale)
  throw errors.WORK_ITEM_INCOMPLETE({ namesZh: names('zh'), namesEn: names('en') }, { details })
}

/** What is to be looked at, each once: fields by their label, all else in its own words. */
function namesOf(entity: EntityModel, details: readonly ErrorDetail[], locale: Locale): string {
  const names = details.map(({ path, message }) => {
    const field = entity.field(path.split('/')[0] ?? '')
    const label = say(field?.document.label, locale) || field?.key
    return label === undefined ? say(message, locale) : `“${label}”`
  })
  return listed([...new Set(names)], locale)
}
