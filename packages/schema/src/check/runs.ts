import type { ErrorDetail } from '@mortise/errors'
import type { AppDocuments } from '../documents/kinds.ts'
import type { ToldRun, ToldStep } from '../documents/runs.ts'
import { problem } from '../errors.ts'
import { runsFile } from '../files/names.ts'
import { hint } from '../hint.ts'
import type { Model } from '../model/model.ts'
import { kindNames } from '../words.ts'

type Words = { readonly zh: string; readonly en: string }

const user: Words = { zh: '用户', en: 'user' }
const row: Words = { zh: '数据行', en: 'row of the data' }

function reference(
  name: string,
  known: Iterable<string>,
  { path, words }: { readonly path: string; readonly words: Words },
): readonly ErrorDetail[] {
  const names = [...known]
  if (names.includes(name)) return []
  const told = { name, whatZh: words.zh, whatEn: words.en, ...hint(name, names) }
  return [problem('MODEL_REFERENCE', { file: runsFile, path }, told)]
}

/** Commands whose `to` names people. */
const toPeople: ReadonlySet<string> = new Set(['transfer', 'delegate', 'add-sign', 'cc'])

function checkStep(step: ToldStep, users: readonly string[], path: string): readonly ErrorDetail[] {
  const to = step.to === undefined || !toPeople.has(step.do) ? [] : [step.to].flat()
  return [
    ...reference(step.by, users, { path: `${path}/by`, words: user }),
    ...to.flatMap((one) => reference(one, users, { path: `${path}/to`, words: user })),
  ]
}

/** Whether flows that ran on demo rows name flows, rows, people and fields that there are, and a flow of the row's entity. */
export function checkRuns(app: AppDocuments, model: Model): readonly ErrorDetail[] {
  const users = (app.people?.users ?? []).map((one) => one.key)
  const rows = new Map<string, string>(
    (app.data ?? []).flatMap(({ entity, rows: all }) =>
      all.flatMap(({ $key }) => ($key === undefined ? [] : [[`$${$key}`, entity] as const])),
    ),
  )
  const ofEntity = Map.groupBy(model.documents('flow'), ({ entity }) => entity)
  const checkRun = (run: ToldRun, path: string): readonly ErrorDetail[] => {
    const entity = model.entity(rows.get(run.record) ?? '')
    const flows = entity === undefined ? model.documents('flow') : (ofEntity.get(entity.key) ?? [])
    const fields = entity?.fields.map(({ key }) => key)
    const written = [
      ...Object.keys(run.before ?? {}).map((name) => [name, `${path}/before/${name}`] as const),
      ...(run.steps ?? []).flatMap(({ values = {} }, at) =>
        Object.keys(values).map((name) => [name, `${path}/steps/${at}/values/${name}`] as const),
      ),
      ...(run.then ?? []).flatMap(({ set }, at) =>
        Object.keys(set).map((name) => [name, `${path}/then/${at}/set/${name}`] as const),
      ),
    ]
    return [
      ...reference(run.record, rows.keys(), { path: `${path}/record`, words: row }),
      ...reference(
        run.flow,
        flows.map(({ key }) => key),
        { path: `${path}/flow`, words: kindNames.flow },
      ),
      ...reference(run.by, users, { path: `${path}/by`, words: user }),
      ...(run.steps ?? []).flatMap((step, at) => checkStep(step, users, `${path}/steps/${at}`)),
      ...written
        .filter(([name]) => fields?.includes(name) === false)
        .map(([name, place]) => {
          const told = { entity: entity?.key ?? '', name, ...hint(name, fields ?? []) }
          return problem('MODEL_FIELD_UNKNOWN', { file: runsFile, path: place }, told)
        }),
    ]
  }
  return (app.runs?.runs ?? []).flatMap((run, at) => checkRun(run, `/runs/${at}`))
}
