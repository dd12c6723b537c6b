import type { TimelineEntry, WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, FieldModel, Model, OptionDocument } from '@mortise/schema'
import type { Stage } from '@mortise/ui'

const day = 86_400_000

/** The choices of a field. */
export function optionsOf(field: FieldModel): readonly OptionDocument[] {
  const options = field.document.settings?.['options']
  return Array.isArray(options) ? (options as unknown as readonly OptionDocument[]) : []
}

/** The field whose options are the stages of an entity: named in its settings, else that of its first kanban view. */
export function stageFieldOf(model: Model, entity: EntityModel): FieldModel | undefined {
  const named = entity.document.settings?.['stage']
  const board = model.views(entity.key).find((view) => view.type === 'kanban' && view.groupBy !== undefined)
  const key = typeof named === 'string' ? named : board?.groupBy
  const field = key === undefined ? undefined : entity.field(key)
  return field !== undefined && optionsOf(field).length > 1 ? field : undefined
}

/** Whether an option ends the way, and how. */
export function endOf(option: OptionDocument): 'won' | 'lost' | undefined {
  const { kind } = option
  return kind === 'won' || kind === 'lost' ? kind : undefined
}

/** Whole days since the stage was last entered, from the record's story; undefined where it does not tell. */
export function daysInStage(
  field: FieldModel,
  record: WireRecord,
  given: { readonly story: readonly TimelineEntry[]; readonly now: number },
): number | undefined {
  const entered = given.story.find(
    (entry) => entry.changes?.some((change) => change.field === field.key) === true,
  )
  const since = entered?.at ?? record['created_at']
  if (typeof since !== 'string') return undefined
  return Math.max(0, Math.floor((given.now - Date.parse(since)) / day))
}

/** The stages as the bar shows them. */
export function stagesOf(
  field: FieldModel,
  options: {
    readonly locale: 'zh' | 'en'
    readonly current: string | null
    readonly days: number | undefined
  },
): readonly Stage[] {
  return optionsOf(field).map((option) => {
    const here = option.value === options.current
    const limit = typeof option['staleDays'] === 'number' ? option['staleDays'] : undefined
    return {
      value: option.value,
      label: say(option.label, options.locale),
      end: endOf(option),
      // Who has arrived does not wait.
      days: here && endOf(option) === undefined && options.days !== 0 ? options.days : undefined,
      stalled: here && limit !== undefined && options.days !== undefined && options.days > limit,
    }
  })
}
