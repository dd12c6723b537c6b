import { replayHistory, tryAssignment, tryScore } from '@mortise/runtime'
import type { AssignmentDocument, RuleDocument, ScoreDocument } from '@mortise/schema'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const mostDays = 365

/** Scores, assignments and rules as they stand in a draft, tried on records and on the past. Nothing is changed. */
export const ruleTrials: Routes = (app, context) => {
  app.post('/api/design/scores/try', { config: { policy: 'design' } }, async (request) => {
    const body = readObject(request.body)
    const score = listed(readObject(body['score']), 'rows') as unknown as ScoreDocument
    return {
      data: await tryScore(context.workspace, actorOf(request), { score, id: neededText(body, 'id') }),
    }
  })
  app.post('/api/design/assignments/try', { config: { policy: 'design' } }, async (request) => {
    const body = readObject(request.body)
    const assignment = listed(readObject(body['assignment']), 'rules') as unknown as AssignmentDocument
    const given = { assignment, id: neededText(body, 'id') }
    return { data: await tryAssignment(context.workspace, actorOf(request), given) }
  })
  app.post('/api/rules/replay-history', { config: { policy: 'design' } }, async (request) => {
    const body = readObject(request.body)
    const rule = listed(readObject(body['rule']), 'actions') as unknown as RuleDocument
    const { days = 90, cursor = null } = body
    if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > mostDays)
      throw errors.REQUEST_INVALID({ why: 'days' })
    if (cursor !== null && typeof cursor !== 'string') throw errors.REQUEST_INVALID({ why: 'cursor' })
    if (!Array.isArray(readObject(rule.trigger)['on'])) throw errors.REQUEST_INVALID({ why: 'trigger' })
    return { data: await replayHistory(context.workspace, actorOf(request), { rule, days, cursor }) }
  })
}

/** A draft that at least has the list that makes it one. */
function listed(
  document: { readonly [key: string]: unknown },
  name: string,
): { readonly [key: string]: unknown } {
  if (!Array.isArray(document[name])) throw errors.REQUEST_INVALID({ why: name })
  return document
}
