import { plainTime } from '@mortise/calendars'
import { language } from '@mortise/expressions'
import { type Preview, simulate } from '@mortise/flows'
import type { Kit } from '@mortise/kit'
import type { ActionContext, FlowDocument, RecordValues } from '@mortise/schema'
import type { People } from './use-directory.ts'

/** What a way is previewed for. */
export type PreviewOf = {
  readonly flow: FlowDocument
  readonly record: { readonly id: string; readonly values: RecordValues }
  readonly starter: string
  readonly people: People
  readonly kit: Kit
  readonly now: string
  readonly timeZone: string
}

/** The way a record would take if everybody agreed. Actions are passed over: nothing is written, nothing is sent. */
export function previewWay({ flow, record, starter, people, kit, now, timeZone }: PreviewOf): Preview {
  const { directory } = people
  const input = { entity: flow.entity, id: record.id, values: record.values, isNew: false }
  let ids = 0
  const newId = (): string => `preview-${(ids += 1)}`
  const action: ActionContext = {
    record: input,
    user: undefined,
    now,
    timeZone,
    directory,
    evaluate: (expression) => language.evaluate(expression, { row: record.values, now, timeZone }),
    fill: (template) => template,
    newId,
    addTime: (from, duration) => plainTime.addWork(from, duration),
    document: () => undefined,
  }
  return simulate(
    { definition: flow, nodes: kit.nodes, assignees: kit.assignees },
    {
      starter,
      ctx: {
        now,
        newId,
        record: input,
        directory,
        timeZone,
        user: () => undefined,
        evaluate: (expression, given) => language.evaluate(expression, given),
        runAction: () => [],
        action,
      },
    },
  )
}
