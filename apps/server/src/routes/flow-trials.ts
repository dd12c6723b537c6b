import { type FlowTrialAsk, type TrialStep, tryFlow } from '@mortise/runtime'
import type { RecordValues } from '@mortise/schema'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const mostSteps = 200

/** A clock that a trial can go on from for years: ids and calendars know no others. */
const isNear = (at: number): boolean => at >= Date.UTC(1970, 0, 1) && at < Date.UTC(9000, 0, 1)

type Body = { readonly [key: string]: unknown }

/** Flows as they stand in drafts, tried step by step. Nothing is changed, nobody hears of it. */
export const flowTrials: Routes = (app, context) => {
  app.post<{ Params: { flow: string } }>(
    '/api/design/flows/:flow/try',
    { config: { policy: 'design' } },
    async (request) => {
      const ask = askedFor(request.params.flow, readObject(request.body))
      return { data: await tryFlow(context.workspace, actorOf(request), ask) }
    },
  )
}

function askedFor(flow: string, body: Body): FlowTrialAsk {
  const { until, steps = [] } = body
  const at = neededText(body, 'at')
  if (!isNear(Date.parse(at))) throw errors.REQUEST_INVALID({ why: 'at' })
  if (until !== undefined && until !== 'decision' && until !== 'end')
    throw errors.REQUEST_INVALID({ why: 'until' })
  if (!Array.isArray(steps) || steps.length > mostSteps) throw errors.REQUEST_INVALID({ why: 'steps' })
  return {
    flow,
    record: recordOf(readObject(body['record'])),
    starter: neededText(body, 'starter'),
    seed: neededText(body, 'seed'),
    at,
    anyway: body['anyway'] === true,
    steps: steps.map(stepOf),
    ...(until === undefined ? {} : { until }),
  }
}

function recordOf(given: Body): FlowTrialAsk['record'] {
  if (typeof given['id'] === 'string') return { id: given['id'] }
  // Values are parsed by their fields' types like any others.
  return { values: readObject(given['values']) as RecordValues }
}

type Reading = { readonly [K in TrialStep['do']]: (given: Body) => TrialStep }

const text = (given: Body, name: string): { readonly [key: string]: string } =>
  given[name] === undefined ? {} : { [name]: neededText(given, name) }

const readings: Reading = {
  decide: (given) => ({
    do: 'decide',
    item: neededText(given, 'item'),
    command: neededText(given, 'command'),
    ...text(given, 'comment'),
    ...text(given, 'to'),
  }),
  wait: (given) => ({ do: 'wait', ...text(given, 'duration') }),
  hear: (given) => ({ do: 'hear', run: neededText(given, 'run'), key: neededText(given, 'key') }),
  mend: (given) => ({
    do: 'mend',
    run: neededText(given, 'run'),
    incident: neededText(given, 'incident'),
    how: given['how'] === 'retryIncident' ? 'retryIncident' : 'skipIncident',
  }),
}

function stepOf(given: unknown): TrialStep {
  const body = readObject(given)
  const name = body['do']
  if (typeof name !== 'string' || !Object.hasOwn(readings, name))
    throw errors.REQUEST_INVALID({ why: 'steps' })
  return readings[name as TrialStep['do']](body)
}
