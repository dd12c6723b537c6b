import type { LocalizedText } from '@mortise/errors'
import type { PublicSubmissionRow } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { unsealed } from './keys.ts'
import { outcomeOf, type PublicStep, stepsOf } from './progress-steps.ts'
import { publicFormOf } from './role.ts'

/** What whoever submitted may follow: what the form names, and nothing else. */
export type PublicProgress = {
  readonly title: LocalizedText
  readonly theme: { readonly color?: string; readonly logo?: string; readonly cover?: string }
  readonly sentAt: string
  readonly fields: readonly { readonly key: string; readonly label: LocalizedText; readonly text: string }[]
  readonly steps: readonly PublicStep[]
  /** How it ended, once no flow is under way any more; null before, and where no flow was begun. */
  readonly outcome: { readonly state: 'approved' | 'refused' | 'ended'; readonly at: string } | null
  readonly timeZone: string
}

/** Follows a signed progress link. Forged, run out, taken back and unknown ones all look the same. */
export async function publicProgress(
  workspace: Workspace,
  token: string,
  locale: 'zh' | 'en',
): Promise<PublicProgress> {
  const data = (await unsealed(workspace, 'progress', token)) as { s?: unknown; e?: unknown } | undefined
  const isFresh = typeof data?.e === 'number' && workspace.options.clock() < data.e * 1000
  const row =
    isFresh && typeof data.s === 'string' ? await workspace.store.side.publicForms.submission(data.s) : null
  if (row === null || row.progressRevokedAt !== null || row.state === 'dropped')
    throw errors.PUBLIC_FORM_GONE()
  return workspace.unit((unit) => toldOf(unit, row, locale))
}

async function toldOf(unit: Unit, row: PublicSubmissionRow, locale: 'zh' | 'en'): Promise<PublicProgress> {
  const { model } = unit.published
  const form = publicFormOf(model, row.form)
  const settings = form?.public?.progress
  const entity = model.entity(row.entity)
  if (form === undefined || settings === undefined || entity === undefined) throw errors.PUBLIC_FORM_GONE()
  const { color, logo, cover } = form.public?.theme ?? {}
  return {
    title: form.public?.title ?? form.label ?? entity.document.label,
    theme: {
      ...(color === undefined ? {} : { color }),
      ...(logo === undefined ? {} : { logo }),
      ...(cover === undefined ? {} : { cover }),
    },
    sentAt: row.createdAt,
    fields: row.recordId === null ? [] : await fieldsOf(unit, { row, names: settings.fields, locale }),
    ...(await flowsOf(unit, { row, shown: settings.flows === true, locale })),
    timeZone: unit.timeZone,
  }
}

async function fieldsOf(
  unit: Unit,
  given: {
    readonly row: PublicSubmissionRow
    readonly names: readonly string[]
    readonly locale: 'zh' | 'en'
  },
): Promise<PublicProgress['fields']> {
  const { row, names, locale } = given
  const entity = unit.published.model.entity(row.entity)
  const door = unit.door(automation(unit, 'progress'))
  const record =
    row.recordId === null ? null : await door.get(row.entity, row.recordId, { fields: [...names] })
  if (entity === undefined || record === null) return []
  return names.flatMap((key) => {
    const field = entity.field(key)
    const type = field === undefined ? undefined : unit.options.kit.fields.find(field.type)
    // What names other records or people stays inside.
    if (field === undefined || type === undefined || type.target !== undefined || type.group === 'people')
      return []
    const context = { field: field.document, locale, timeZone: unit.timeZone }
    return [{ key, label: field.document.label, text: type.format(record.values[key] ?? null, context) }]
  })
}

async function flowsOf(
  unit: Unit,
  given: {
    readonly row: PublicSubmissionRow
    readonly shown: boolean
    readonly locale: 'zh' | 'en'
  },
): Promise<Pick<PublicProgress, 'steps' | 'outcome'>> {
  const { row, shown, locale } = given
  if (row.recordId === null || !shown) return { steps: [], outcome: null }
  const rows = await unit.tx.flows.instancesOf(row.entity, row.recordId)
  return { steps: stepsOf(unit.published.model, rows, locale), outcome: outcomeOf(rows) }
}
