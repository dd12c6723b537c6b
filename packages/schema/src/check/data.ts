import type { ErrorDetail } from '@mortise/errors'
import type { AppDocuments } from '../documents/kinds.ts'
import { problem } from '../errors.ts'
import { fileOf, peopleFile } from '../files/names.ts'
import { hint } from '../hint.ts'
import type { Model } from '../model/model.ts'
import { kindNames } from '../words.ts'
import { checkRuns } from './runs.ts'

function unknown(
  name: string,
  known: readonly string[],
  given: { readonly file: string; readonly path: string; readonly zh: string; readonly en: string },
): readonly ErrorDetail[] {
  if (known.includes(name)) return []
  return [
    problem('MODEL_REFERENCE', given, { name, whatZh: given.zh, whatEn: given.en, ...hint(name, known) }),
  ]
}

function checkRows(app: AppDocuments, model: Model): readonly ErrorDetail[] {
  return (app.data ?? []).flatMap((data) => {
    const file = fileOf('data', data)
    const entity = model.entity(data.entity)
    if (entity === undefined) {
      const known = model.entities.map((one) => one.key)
      return unknown(data.entity, known, { file, path: '/entity', ...kindNames.entity })
    }
    const known = entity.fields.map((field) => field.key)
    const tracked = entity.fields.filter((field) => field.document.history === true).map(({ key }) => key)
    return data.rows.flatMap((row, index) =>
      Object.keys(row)
        .filter((name) => !['$key', '$past'].includes(name) && !known.includes(name))
        .map((name) => [name, name] as const)
        .concat(
          Object.keys(row.$past ?? {})
            .filter((name) => !tracked.includes(name))
            .map((name) => [name, `$past/${name}`] as const),
        )
        .map(([name, place]) => {
          const params = { entity: entity.key, name, ...hint(name, known) }
          return problem('MODEL_FIELD_UNKNOWN', { file, path: `/rows/${index}/${place}` }, params)
        }),
    )
  })
}

function checkPeople(app: AppDocuments, model: Model): readonly ErrorDetail[] {
  const { users = [], departments = [] } = app.people ?? {}
  const known = {
    role: model.documents('role').map((one) => one.key),
    user: users.map((one) => one.key),
    department: departments.map((one) => one.key),
  }
  const words = {
    role: kindNames.role,
    user: { zh: '用户', en: 'user' },
    department: { zh: '部门', en: 'department' },
  }
  const check = (kind: keyof typeof known, name: string | undefined, path: string): readonly ErrorDetail[] =>
    name === undefined ? [] : unknown(name, known[kind], { file: peopleFile, path, ...words[kind] })
  return [
    ...departments.flatMap((one, index) => [
      ...check('department', one.parent, `/departments/${index}/parent`),
      ...check('user', one.head, `/departments/${index}/head`),
    ]),
    ...users.flatMap((one, index) => [
      ...check('department', one.department, `/users/${index}/department`),
      ...check('user', one.manager, `/users/${index}/manager`),
      ...one.roles.flatMap((role, place) => check('role', role, `/users/${index}/roles/${place}`)),
    ]),
  ]
}

/** Whether the people, rows and runs that come with an app name entities, fields, roles, flows and each other rightly. */
export function checkAppData(app: AppDocuments, model: Model): readonly ErrorDetail[] {
  return [...checkRows(app, model), ...checkPeople(app, model), ...checkRuns(app, model)]
}
