import { extensionList, type FlowDocument } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { foldEvents } from '../engine/apply.ts'
import { builtinNodes } from '../nodes/index.ts'
import { dice, randomGraph } from '../testing/random-graph.ts'
import { graph, of, task } from '../testing/graph.ts'
import { type World, world } from '../testing/world.ts'
import { migrate } from './migrate.ts'
import { checkMigration, type MigrationPlan, planMigration } from './plan.ts'

const nodes = extensionList(builtinNodes)

function move(w: World, to: FlowDocument, given: Partial<MigrationPlan> = {}) {
  const from = w.engine.definition
  const plan = planMigration(from, to, given)
  const engines = { from: w.engine, to: { ...w.engine, definition: to } }
  return migrate(engines, w.state(), { plan, version: 'v2', actor: 'root', ctx: w.ctx() })
}

const approval = (after: string) => ({
  ...task('ann'),
  approval: {
    mode: 'one',
    assignees: [{ type: 'user', user: 'ann' }],
    timeouts: [{ after, do: 'remind' }],
  },
})

describe('moving a run to another version', () => {
  const v1 = graph({ a: approval('P3D'), b: task('cat') }, 's>a>b>e')

  it('keeps open items and their decisions, and goes on by the new way', () => {
    const w = world(v1)
    const v2 = graph(
      { a: approval('P3D'), n: of('script_task', { values: { x: 1 } }), b: task('dan') },
      's>a>n>b>e',
    )
    const moved = move(w, v2)
    expect(moved.instance).toMatchObject({
      definitionVersion: 'v2',
      items: [{ assignee: 'ann', state: 'active' }],
    })
    expect(foldEvents(w.state(), moved.events)).toEqual(moved.instance)
    const on = world(v2, {}, false, {})
    expect(on.engine.definition).toBe(v2)
  })

  it('acceptance 24: refuses a run whose node is gone, whole, and takes it with a mapping', () => {
    const w = world(v1)
    const v2 = graph({ c: approval('P3D'), b: task('cat') }, 's>c>b>e')
    expect(() => move(w, v2)).toThrow(/FLOW_MIGRATION_REFUSED/)
    const found = checkMigration({ from: v1, to: v2, nodes }, w.state(), planMigration(v1, v2))
    expect(found).toMatchObject([{ nodeId: 'a', code: 'NODE_UNMAPPED' }])
    expect(move(w, v2, { nodes: { a: 'c' } }).instance.tokens).toMatchObject([{ nodeId: 'c' }])
    const wrong = graph({ a: of('delay', { duration: 'PT1H' }) }, 's>a>e')
    expect(
      checkMigration(
        { from: v1, to: wrong, nodes },
        w.state(),
        planMigration(v1, wrong, { nodes: { a: 'a' } }),
      ),
    ).toMatchObject([{ code: 'NODE_TYPE' }])
  })

  it('keeps alarms, begins them anew, or takes the earlier', () => {
    const w = world(v1)
    const before = w.state().timers[0]?.at ?? ''
    w.wait('PT4H')
    const at = (after: string, timers: MigrationPlan['timers']) =>
      move(w, graph({ a: approval(after), b: task('cat') }, 's>a>b>e'), { timers }).instance.timers[0]?.at ??
      ''
    expect(at('P1D', 'keep')).toBe(before)
    expect(at('P3D', 'restart') > before).toBe(true)
    expect(at('P3D', 'shorten')).toBe(before)
    expect(at('P1D', 'shorten') < before).toBe(true)
  })

  it('arms boundary events that are new and forgets those that are gone', () => {
    const event = { message: { name: 'stop' } }
    const v2 = graph(
      {
        a: approval('P3D'),
        x: of('boundary_event', { attachedTo: 'a', event }),
        b: task('cat'),
        c: task('eve'),
      },
      's>a>b>e x>c>e',
    )
    const w = world(v1)
    const there = move(w, v2)
    expect(there.instance.subscriptions).toMatchObject([{ boundary: 'x', name: 'stop' }])
    const back = world(v2)
    expect(move(back, v1).instance.subscriptions).toEqual([])
  })

  it('is for administrators, and not for runs that have ended', () => {
    const w = world(v1)
    const plan = planMigration(v1, v1)
    const engines = { from: w.engine, to: w.engine }
    expect(() => migrate(engines, w.state(), { plan, version: 'v2', actor: 'ann', ctx: w.ctx() })).toThrow(
      /FLOW_NOT_YOURS/,
    )
    w.send({ type: 'terminate', actor: 'root' })
    expect(() => move(w, v1)).toThrow(/FLOW_MIGRATION_REFUSED/)
  })

  it('invariant 14: random runs move to the same flow and nothing of them changes', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const definition = randomGraph(dice(seed))
      const w = world(definition, { amount: 4 })
      if (w.state().status !== 'running') continue
      const { instance, effects } = move(w, { ...definition })
      const { seq, definitionVersion, ...rest } = instance
      const { seq: before, definitionVersion: _version, ...old } = w.state()
      expect({ seed, rest }).toEqual({ seed, rest: old })
      expect(seq).toBe(before + 1)
      expect(definitionVersion).toBe('v2')
      expect(effects).toEqual([])
    }
  })
})
