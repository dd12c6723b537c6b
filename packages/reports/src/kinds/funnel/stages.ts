import type { EntityModel, FieldModel, ReportDocument } from '@mortise/schema'
import { optionAttribute, optionsOf } from '../../scope.ts'

/** The field a funnel counts along, or undefined when the report names none that has options. */
export function stageField(report: ReportDocument, entity: EntityModel): FieldModel | undefined {
  const field = entity.field(report.funnel?.field ?? '')
  return optionsOf(field) === undefined ? undefined : field
}

/** Stage values in order, those of lost records apart (`"kind": "lost"` on the option). */
export function stagesOf(field: FieldModel): {
  readonly stages: readonly string[]
  readonly lost: readonly string[]
} {
  const values = (optionsOf(field) ?? []).map((one) => one.value)
  const isLost = (value: string): boolean => optionAttribute(field, value, 'kind') === 'lost'
  return { stages: values.filter((one) => !isLost(one)), lost: values.filter(isLost) }
}
