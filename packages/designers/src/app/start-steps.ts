import type { EntityModel, Model } from '@mortise/schema'
import type { Documents, DraftDocument } from '../workbench/documents.ts'
import { choiceOf } from './first-documents.ts'

/** A step on the way to an app in use. */
export type StepKey = 'form' | 'fields' | 'publish' | 'share' | 'record' | 'board' | 'rule' | 'chart'

/** What is told of an app's beginnings by its documents and records. */
export type Beginnings = {
  /** The first entity that people work with. */
  readonly entity: EntityModel | undefined
  readonly form: string | undefined
  readonly done: ReadonlySet<StepKey>
}

export const stepKeys: readonly StepKey[] = [
  'form',
  'fields',
  'publish',
  'share',
  'record',
  'board',
  'rule',
  'chart',
]

/** How many fields beside the name make a form worth publishing. */
const enoughFields = 2

/** Reads how far an app is. `drafted` is the model of the drafts, `published` what people work with. */
export function beginningsOf(given: {
  readonly app: string
  readonly documents: Documents
  readonly drafted: Model
  readonly published: Model
  readonly records: number
}): Beginnings {
  const { app, documents, drafted, published, records } = given
  const own = [...documents.values()].filter((one) => one.app === app && one.deleted !== true)
  const of = (kind: DraftDocument['kind']): readonly DraftDocument[] => own.filter((one) => one.kind === kind)
  const entities = of('entity')
    .map((one) => drafted.entity(one.key))
    .filter((one) => one !== undefined && one.document.kind !== 'child')
  // What is linked to by its parts is no beginning; the one with most fields is what the app is about.
  const size = (one: EntityModel | undefined): number =>
    one?.fields.filter(({ system }) => !system).length ?? 0
  const [entity] = entities.toSorted((a, b) => size(b) - size(a))
  const purposeOf = ({ json }: DraftDocument): string => ('purpose' in json ? json.purpose : '')
  const form = of('form').find(
    (one) => one.key.startsWith(`${entity?.key ?? ''}.`) && purposeOf(one) === 'edit',
  )
  const isShared = of('form').some((one) => purposeOf(one) === 'public' && !one.draft)
  const told: { readonly [K in StepKey]: boolean } = {
    form: entity !== undefined,
    fields: size(entity) > enoughFields,
    publish: entity !== undefined && published.entity(entity.key) !== undefined,
    share: isShared,
    record: records > 0,
    board: of('view').some(({ json }) => 'type' in json && json.type === 'kanban'),
    rule: of('rule').length > 0,
    chart: of('report').length > 0,
  }
  return { entity, form: form?.key, done: new Set(stepKeys.filter((key) => told[key])) }
}

/** The step to take next: the first that is not done, and could be. */
export function nextStep({ done, entity }: Beginnings): StepKey | undefined {
  return stepKeys.find((key) => !done.has(key) && (key !== 'board' || choiceOf(entity) !== undefined))
}
