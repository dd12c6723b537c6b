import {
  type BacktestAsk,
  backtestScore,
  draftOf,
  replayHistory,
  tryAssignment,
  tryScore,
} from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const mostDays = 365
/** As far back as points are counted at once. */
const mostYears = 5
const yearMs = 366 * 86_400_000

/** Scores, assignments and rules as they stand in a draft, tried on records and on the past. Nothing is changed. */
export const ruleTrials: Routes = (app, context) => {
  const { options } = context.workspace
  app.post('/api/design/scores/try', { config: { policy: 'design' } }, async (request) => {
    const body = readObject(request.body)
    const given = { score: draftOf(options, 'score', body['score']), id: neededText(body, 'id') }
    return { data: await tryScore(context.workspace, actorOf(request), given) }
  })
  app.post('/api/design/scores/backtest', { config: { policy: 'design' } }, async (request) => {
    const body = readObject(request.body)
    const ask = { ...backtestIn(body), score: draftOf(options, 'score', body['score']) }
    return { data: await backtestScore(context.workspace, actorOf(request), ask) }
  })
  app.post('/api/design/assignments/try', { config: { policy: 'design' } }, async (request) => {
    const body = readObject(request.body)
    const assignment = draftOf(options, 'assignment', body['assignment'])
    const given = { assignment, id: neededText(body, 'id') }
    return { data: await tryAssignment(context.workspace, actorOf(request), given) }
  })
  app.post('/api/rules/replay-history', { config: { policy: 'design' } }, async (request) => {
    const body = readObject(request.body)
    const rule = draftOf(options, 'rule', body['rule'])
    const { days = 90, cursor = null } = body
    if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > mostDays)
      throw errors.REQUEST_INVALID({ why: 'days' })
    if (cursor !== null && typeof cursor !== 'string') throw errors.REQUEST_INVALID({ why: 'cursor' })
    return { data: await replayHistory(context.workspace, actorOf(request), { rule, days, cursor }) }
  })
}

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value))

function backtestIn(body: ReturnType<typeof readObject>): Omit<BacktestAsk, 'score'> {
  const { from, to, cursor = null, when } = body
  const { field, won, lost } = readObject(body['outcome'])
  const texts = (list: unknown): list is string[] =>
    Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === 'string')
  if (typeof field !== 'string' || !texts(won) || !texts(lost))
    throw errors.REQUEST_INVALID({ why: 'outcome' })
  if (!isInstant(from) || !isInstant(to)) throw errors.REQUEST_INVALID({ why: 'from, to' })
  const span = Date.parse(to) - Date.parse(from)
  if (span < 0 || span > mostYears * yearMs) throw errors.REQUEST_INVALID({ why: `from–to ≤ ${mostYears}y` })
  if (cursor !== null && typeof cursor !== 'string') throw errors.REQUEST_INVALID({ why: 'cursor' })
  return {
    outcome: { field, won, lost },
    when: when === 'created' ? 'created' : 'before',
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    cursor,
  }
}
