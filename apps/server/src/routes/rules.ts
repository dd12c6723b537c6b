import { runManualRule, testRule } from '@mortise/runtime'
import type { RuleDocument } from '@mortise/schema'
import { actorOf, command } from '../command.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

/** Rules that people run by hand, and a rule tried out. */
export const rules: Routes = (app, context) => {
  app.post<{ Params: { rule: string } }>(
    '/api/rules/:rule/run',
    { config: { policy: 'user' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        const body = readObject(request.body)
        const given = {
          rule: request.params.rule,
          entity: neededText(body, 'entity'),
          id: neededText(body, 'id'),
        }
        return { body: { data: { records: await runManualRule(unit, actor, given) } } }
      }),
  )
  app.post('/api/rules/test', { config: { policy: 'design' } }, async (request) => {
    const body = readObject(request.body)
    const rule = readObject(body['rule']) as unknown as RuleDocument
    return { data: await testRule(context.workspace, actorOf(request), { rule, id: neededText(body, 'id') }) }
  })
}
