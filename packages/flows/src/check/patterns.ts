import { reachFrom } from '../engine/graph.ts'
import { type FlowProblem, problem } from './problem.ts'
import type { Checked } from './structure.ts'

/** One token becomes several on one edge, or several become one: nobody needs it, and it can't be read off a card. */
function checkThreads({ definition }: Checked): readonly FlowProblem[] {
  const more = (value: unknown): boolean => typeof value === 'number' && value > 1
  return definition.nodes.flatMap((node, index): readonly FlowProblem[] => [
    ...(more(node['startQuantity'])
      ? [
          problem(`/nodes/${index}/startQuantity`, {
            code: 'FLOW_PATTERN_THREAD_MERGE',
            zh: '不支持线程合并（工作流模式 41）：请用并行分支汇聚，或“逐个处理”',
            en: 'merging threads (pattern 41) is not supported: use a parallel join or a for-each',
          }),
        ]
      : []),
    ...(more(node['completionQuantity'])
      ? [
          problem(`/nodes/${index}/completionQuantity`, {
            code: 'FLOW_PATTERN_THREAD_SPLIT',
            zh: '不支持线程拆分（工作流模式 42）：请用并行分支，或“逐个处理”',
            en: 'splitting threads (pattern 42) is not supported: use a parallel split or a for-each',
          }),
        ]
      : []),
  ])
}

/**
 * A partial join belongs to one split: that every way to it comes through, and every way from it back to it again. Else
 * tokens of different waves would meet, and it would have to remember which belong together (patterns 28, 31).
 */
function checkPartialJoins({ definition, nodes, graph }: Checked): readonly FlowProblem[] {
  const start = definition.nodes.find((node) => nodes.find(node.type)?.role === 'start')
  return definition.nodes.flatMap((node, index): readonly FlowProblem[] => {
    const path = `/nodes/${index}`
    const type = nodes.find(node.type)
    const incoming = graph.into(node.id).length
    if (type?.join !== 'some' || incoming < 2) return []
    const { count } = type.threshold?.(node) ?? { count: 1 }
    if (count > incoming)
      return [
        problem(`${path}/threshold`, {
          code: 'FLOW_SETTING',
          zh: `只有 ${incoming} 个分支到这里，达不到 ${count} 个`,
          en: `only ${incoming} branches lead here, never ${count}`,
        }),
      ]
    const parent = node['parent']
    const entry = typeof parent === 'string' ? graph.entry(parent)?.id : start?.id
    const splits = definition.nodes.filter((one) => {
      const split = nodes.find(one.type)?.split ?? 'all'
      return split !== 'one' && graph.out(one.id).length > 1 && one.id !== node.id
    })
    const owned = splits.some(({ id }) => {
      const around = (from: string): boolean =>
        reachFrom(from, (at) => (at === id ? [] : graph.out(at))).has(node.id)
      const before = entry === undefined || entry === id || !around(entry)
      return before && !around(node.id) && graph.reaches(id, node.id)
    })
    return owned
      ? []
      : [
          problem(path, {
            code: 'FLOW_PATTERN_BLOCKING',
            zh: '部分汇聚要对应同一个并行（或包容）分支，不支持跨循环的“阻塞式”汇聚（工作流模式 28、31）',
            en: 'a partial join closes one split; one that has to tell waves apart (patterns 28, 31) is not supported',
          }),
        ]
  })
}

/** Patterns that are not supported, and what to draw instead. */
export function checkPatterns(checked: Checked): readonly FlowProblem[] {
  return [...checkThreads(checked), ...checkPartialJoins(checked)]
}
