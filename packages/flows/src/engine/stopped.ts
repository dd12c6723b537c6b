import { type Locale, say } from '@mortise/errors'
import type { Incident } from '../types.ts'
import { flowInput } from './context.ts'
import { keepersOf, type Search } from './people.ts'
import type { Run } from './run.ts'

/** Tells whoever administers the flow that a run has stopped somewhere, and why: it goes on only when somebody has a look. */
export function tellStopped(run: Run, { nodeId, zh, en }: Incident): void {
  const { ctx, engine, state: instance } = run
  const evaluate: Search['evaluate'] = (expression) => ctx.evaluate(expression, flowInput(instance, ctx))
  const what = (locale: Locale): string =>
    `${say(engine.definition.label, locale)} · ${say(run.graph.node(nodeId)?.name, locale) || nodeId}`
  run.effects.push({
    type: 'notify',
    to: keepersOf(engine, { instance, ctx, evaluate }),
    title: { zh: `流程停住了：${what('zh')}`, en: `A run has stopped: ${what('en')}` },
    body: { zh, en },
    entity: instance.entity,
    recordId: instance.recordId,
  })
}
