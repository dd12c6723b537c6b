import fc from 'fast-check'
import type { FlowDocument } from '@mortise/schema'
import {
  approval,
  choice,
  end,
  flow,
  inclusive,
  node,
  parallel,
  people,
  start,
  type Step,
} from './builders.ts'

const users = ['ann', 'cat', 'dan', 'eve']
const modes = ['one', 'any', 'all', 'sequential', 'vote'] as const

const anyTask: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({ mode: fc.constantFrom(...modes), who: fc.subarray(users, { minLength: 1 }) })
    .map(({ mode, who }) =>
      people('', who, { mode, passRatio: 60, timeouts: [{ after: 'P1D', do: 'approve' }] }),
    ),
  fc.constant(approval('manager', { id: '' })),
  fc.constant(node('', 'delay', { duration: 'PT1H' })),
  fc.constant(node('', 'service_task', { action: { type: 'noop' } })),
  fc.constant(node('', 'cc_task', { assignees: [{ type: 'role', role: 'legal' }] })),
)

const condition = fc.integer({ min: 0, max: 9 }).map((limit) => ({ '>': [{ var: 'amount' }, limit] }))

function anySteps(depth: number): fc.Arbitrary<readonly Step[]> {
  const step = depth === 0 ? anyTask : fc.oneof({ weight: 2, arbitrary: anyTask }, anyBlock(depth - 1))
  return fc.array(step, { maxLength: 3 })
}

function anyBlock(depth: number): fc.Arbitrary<Step> {
  const branches = fc.array(anySteps(depth), { minLength: 2, maxLength: 3 })
  return fc.oneof(
    branches.map((list) => parallel('', ...list)),
    fc
      .tuple(fc.constantFrom(choice, inclusive), branches, condition)
      .map(([make, list, when]) =>
        make('', ...list.map((steps, index) => (index === 0 ? { steps } : { steps, when }))),
      ),
  )
}

/** Gives every node an id of its own. */
function named(steps: readonly Step[], prefix = 'n'): readonly Step[] {
  return steps.map((step, index) => {
    const id = `${prefix}_${index}`
    if ('node' in step) return { node: { ...step.node, id } }
    const branches = step.branches.map((branch, at) => ({
      ...branch,
      steps: named(branch.steps, `${id}_${at}`),
    }))
    return { split: { ...step.split, id }, branches, join: { ...step.join, id: `${id}_join` } }
  })
}

/** Random block-structured flows: tasks, actions and delays in sequences, with branches of every kind inside. */
export function anyFlow(depth = 2): fc.Arbitrary<FlowDocument> {
  return anySteps(depth).map((steps) => flow(start(), ...named(steps), end()))
}
