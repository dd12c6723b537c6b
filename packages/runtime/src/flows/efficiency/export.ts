import { type Locale, say } from '@mortise/errors'
import { flowLog, writeXes } from '@mortise/flows'
import type { FlowNodeDocument } from '@mortise/schema'
import { type Actor, auditedBy } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { byteOrderMark, csvLine, harmless } from '../../exports/cells.ts'
import { type EfficiencyAsk, gather } from './gather.ts'

/** A file and its name. */
export type LogFile = { readonly name: string; readonly type: string; readonly pieces: Iterable<string> }

const words = {
  zh: {
    heads: ['流程编号', '状态', '步骤', '发生了什么', '处理人', '结果', '时间'],
    transition: {
      assign: '到达',
      start: '开始处理',
      complete: '完成',
      reassign: '转交',
      autoskip: '自动通过',
      withdraw: '取消',
      ate_abort: '出错',
    },
    states: {
      running: '进行中',
      approved: '通过',
      passed: '通过',
      rejected: '拒绝',
      recalled: '已撤回',
      terminated: '已终止',
      failed: '出错',
      returned: '退回',
      transferred: '转交',
      timedOut: '超时处理',
      canceled: '取消',
      skipped: '自动通过',
    },
  },
  en: {
    heads: ['Run', 'Status', 'Step', 'What happened', 'Person', 'Outcome', 'Time'],
    transition: {
      assign: 'came',
      start: 'started',
      complete: 'completed',
      reassign: 'handed on',
      autoskip: 'passed by itself',
      withdraw: 'canceled',
      ate_abort: 'failed',
    },
    states: {
      running: 'running',
      approved: 'approved',
      passed: 'passed',
      rejected: 'rejected',
      recalled: 'recalled',
      terminated: 'terminated',
      failed: 'failed',
      returned: 'returned',
      transferred: 'handed on',
      timedOut: 'timed out',
      canceled: 'canceled',
      skipped: 'passed by itself',
    },
  },
} as const

const said = (locale: Locale, state: string | null | undefined): string => {
  const states: { readonly [state: string]: string } = words[locale].states
  return states[state ?? ''] ?? ''
}

/**
 * What happened in the runs that somebody may know of, as XES (IEEE 1849) or as a table. No value of a record is in it;
 * people whom they may not see by name stand as nobody.
 */
export async function efficiencyLog(
  unit: Unit,
  actor: Actor,
  given: { readonly ask: EfficiencyAsk; readonly format: 'csv' | 'xes' },
): Promise<LogFile> {
  const gathered = await gather(unit, actor, given.ask)
  const { flow, facts, seesPerson } = gathered
  const { locale } = actor
  const lines = flowLog(facts)
  const names = new Map(flow.nodes.map((node) => [node.id, nameOf(unit, node, locale)]))
  const node = (id: string): string => names.get(id) ?? id
  const run = (id: string): string => gathered.rows.get(id)?.number ?? id
  const person = (id: string): string | undefined =>
    seesPerson(id) ? unit.people.directory.user(id)?.name : undefined
  await unit.tx.side.audit({
    action: 'export',
    ...auditedBy(actor),
    entity: flow.entity,
    recordId: null,
    data: {
      flow: flow.key,
      format: given.format,
      from: given.ask.from,
      to: given.ask.to,
      runs: facts.runs.length,
    },
  })
  const name = `${flow.key}-${given.ask.from}-${given.ask.to}.${given.format}`
  if (given.format === 'xes')
    return {
      name,
      type: 'application/xml; charset=utf-8',
      pieces: writeXes({ runs: facts.runs, lines }, { flow: say(flow.label, locale), run, node, person }),
    }
  const status = new Map(facts.runs.map((one) => [one.id, one.status]))
  const rows = lines.map((line) => [
    run(line.runId),
    said(locale, status.get(line.runId)),
    node(line.nodeId),
    words[locale].transition[line.transition],
    (line.person === null ? undefined : person(line.person)) ?? '',
    said(locale, line.outcome),
    new Date(line.at).toISOString(),
  ])
  return { name, type: 'text/csv; charset=utf-8', pieces: csvFile(words[locale].heads, rows) }
}

function nameOf(unit: Unit, { id, name, type }: FlowNodeDocument, locale: Locale): string {
  return say(name, locale) || (unit.options.kit.nodes.find(type)?.label[locale] ?? id)
}

function* csvFile(heads: readonly string[], rows: readonly (readonly string[])[]): Generator<string> {
  yield byteOrderMark + csvLine(heads)
  for (const row of rows) yield csvLine(row.map(harmless))
}
