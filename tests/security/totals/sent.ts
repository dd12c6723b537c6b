import { joinTarget, type Model, type ReportDocument } from '@mortise/schema'
import type { Actor, Door, ReportTarget } from '@mortise/store'
import type { Workspace } from '@mortise/runtime'
import { stableName } from '../../../packages/runtime/src/reports/target.ts'
import { alert, becomes, delivery, type Question, type Questions, shown, tiles } from './delivered.ts'
import type { Opened } from './shadow.ts'
import { exportableByHand } from './sides.ts'

type Person = {
  readonly workspace: Workspace
  readonly actor: Actor
  readonly door: Door
  readonly opened: Opened
}

const formats = ['csv', 'xlsx', 'pdf'] as const
const asReport = (report: ReportDocument): ReportTarget => ({
  targetKind: 'report',
  target: stableName(report),
})

/** Reasons for which nothing is sent to who may not see it. */
const known: ReadonlySet<string> = new Set(['gone', 'REPORT_NOT_FOUND'])

/**
 * Sends a person reports and dashboards, watches figures for him and shows them by a link, each as it is done by itself;
 * adds what was told to the questions, and gives what is wrong already.
 */
export async function sentTo(
  person: Person,
  given: {
    readonly reports: readonly ReportDocument[]
    readonly seed: number
    readonly into: Questions
  },
): Promise<readonly string[]> {
  const { workspace, actor } = person
  const { reports, seed, into } = given
  const receiver = await becomes(workspace, actor)
  const wrong: string[] = []
  const add = (name: string, question: Question | undefined): void => {
    if (question === undefined) return
    into.set(name, question)
    const { own } = question
    if ('refused' in own && !known.has(own.refused)) wrong.push(`${name} is refused by ${own.refused}`)
  }
  for (const [at, report] of reports.entries()) {
    const turn = at % 3
    if (turn === 0) {
      const format = formats[(seed + at / 3) % 3] ?? 'csv'
      const question = await delivery(receiver, { ...asReport(report), format })
      add(`${format} of ${report.key}`, question)
      if (question.file) wrong.push(...(await takenOut(person, report)))
    }
    if (turn === 1) add(`alert on ${report.key}`, await alert(receiver, report))
    if (turn === 2) add(`link to ${report.key}`, await shown(receiver, asReport(report)))
  }
  const { model } = await workspace.published()
  const boards = model.documents('dashboard')
  const board = boards[seed % boards.length]
  if (board === undefined) return wrong
  const target: ReportTarget = { targetKind: 'dashboard', target: stableName(board) }
  // Each set has one of them: a dashboard is many reports.
  const turn = Math.floor(seed / boards.length) % 3
  if (turn === 0) add(`tiles of ${board.key}`, await tiles(receiver, target))
  if (turn === 1) add(`xlsx of ${board.key}`, await delivery(receiver, { ...target, format: 'xlsx' }))
  if (turn === 2) add(`link to ${board.key}`, await shown(receiver, target))
  return wrong
}

/** Entities whose records a file was made of, but some of these may not be taken out. */
async function takenOut({ door, opened }: Person, report: ReportDocument): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const entity of entitiesOf(door.model, report)) {
    if (door.model.entity(entity)?.document.kind === 'child') continue
    const { ids } = await exportableByHand(door, opened, { entity, field: undefined })
    if (ids.length !== opened.get(entity)?.size)
      wrong.push(`a file of ${report.key} has ${entity} in it that may not be taken out`)
  }
  return wrong
}

function entitiesOf(model: Model, { source, joins = [] }: ReportDocument): readonly string[] {
  const joined = joins.filter(({ type }) => type !== 'exists' && type !== 'absent')
  return [source.entity, ...joined.flatMap((join) => joinTarget(model, source.entity, join) ?? [])]
}
