import type { Json } from '@mortise/expressions'
import type { FieldContext, FieldType } from '@mortise/fields'
import { builtinKit } from '@mortise/kit'
import { rootCause, saveRecord } from '@mortise/runtime'
import type { AppDocuments, EntityDocument, FieldDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { prepareStage } from '../scenarios/prepare-stage.ts'
import { openStage, type Stage } from '../scenarios/stage.ts'
import { hostileValues, settingsForAll } from './hostile.ts'

/** One type at trial: its field, and the values it is tried with. */
export type Trial = {
  readonly type: FieldType
  readonly field: FieldDocument
  readonly ctx: FieldContext
  readonly values: readonly Json[]
  readonly refused: number
}

/** Types that people write and that have a column: those whose values travel. */
export const writtenTypes: readonly FieldType[] = builtinKit.fields.all.filter(
  (type) => type.computed !== true && type.column(fieldOf(type)) !== null,
)

function fieldOf(type: FieldType): FieldDocument {
  return {
    key: `f_${type.type}`,
    type: type.type,
    label: { zh: type.label.zh, en: type.label.en },
    settings: { ...type.defaults, ...settingsOf(type) },
  }
}

// Only what the type itself describes: an app with unknown settings would not be taken.
function settingsOf(type: FieldType): NonNullable<FieldDocument['settings']> {
  const known = new Set(type.settings.map(({ key }) => key))
  const all: NonNullable<FieldDocument['settings']> = {
    ...settingsForAll,
    target: 'thing',
    maxLength: 4000,
    partial: true,
  }
  return Object.fromEntries(Object.entries(all).filter(([key]) => known.has(key)))
}

const label = (zh: string): { zh: string; en: string } => ({ zh, en: zh })
const title: FieldDocument = { key: 'name', type: 'text', label: label('名称') }

const entityOf = (key: string, fields: readonly FieldDocument[]): EntityDocument => ({
  key,
  label: label(key),
  title: 'name',
  fields: [title, ...fields],
})

/** An app with every type in one entity, and a second entity of the same fields that files are read into. */
export function lawApp(): AppDocuments {
  const fields = writtenTypes.map(fieldOf)
  const none = {
    form: [],
    view: [],
    page: [],
    rule: [],
    flow: [],
    score: [],
    assignment: [],
    table: [],
    calendar: [],
    report: [],
    dashboard: [],
    print: [],
    mail: [],
  }
  return {
    app: { key: 'laws', label: label('规律'), version: '1.0.0', timeZone: 'Asia/Shanghai' },
    entity: [entityOf('thing', []), entityOf('law', fields), entityOf('again', fields)],
    role: [{ key: 'admin', label: label('管理员'), admin: true }] as unknown as AppDocuments['role'],
    ...none,
  }
}

/** A workspace with the app, and rows that links, people and departments can point at. */
export type Ground = { readonly stage: Stage; readonly actor: Actor; readonly trials: readonly Trial[] }

/** Makes the ground and the values. */
export async function lawGround(
  url: string,
  given: { readonly count: number; readonly seed: number },
): Promise<Ground> {
  await prepareStage(url, lawApp())
  const stage = await openStage(url)
  const actor = await stage.actor('admin')
  const targets = await pointedAt(stage, actor)
  const files = await filesOf(stage, actor)
  const trials = writtenTypes.map((type): Trial => {
    const field = fieldOf(type)
    const ctx: FieldContext = { field, locale: 'zh', timeZone: 'Asia/Shanghai' }
    const known = targetsOf(type, field, targets)
    const { values, refused } =
      known === undefined ? hostileValues(type, ctx, given) : { values: known, refused: 0 }
    if (type.files !== undefined) return { type, field, ctx, values: withFiles(values, files), refused }
    return { type, field, ctx, values, refused }
  })
  return { stage, actor, trials }
}

/** Files that the actor has brought: a record may name no others. */
async function filesOf(stage: Stage, actor: Actor): Promise<readonly string[]> {
  const { workspace } = stage
  const ids: string[] = []
  for (let index = 0; index < 20; index += 1) {
    const id = workspace.newId()
    await workspace.store.side.addFile({
      id,
      hash: `${index}`.padStart(64, '0'),
      name: 'a.png',
      type: 'image/png',
      size: 1,
      createdBy: actor.userId,
    })
    ids.push(id)
  }
  return ids
}

function withFiles(values: readonly Json[], ids: readonly string[]): readonly Json[] {
  return values.map((value, at) =>
    Array.isArray(value)
      ? (value as readonly { readonly [part: string]: Json }[]).map((one, index) => ({
          ...one,
          id: ids[(at + index) % ids.length] ?? '',
        }))
      : value,
  )
}

// What points at rows can only be tried with rows that are there.
function targetsOf(
  type: FieldType,
  field: FieldDocument,
  targets: { readonly [references: string]: readonly string[] },
): readonly Json[] | undefined {
  const column = type.column(field)
  const target = type.target?.(field)
  const ids = targets[column?.references ?? (target === undefined ? '' : `entity:${target}`)]
  if (ids === undefined || column?.type.endsWith('[]') !== true) return ids
  const sorted = ids.toSorted()
  return sorted.flatMap((id, index) => [[id], sorted.slice(index)])
}

async function pointedAt(
  stage: Stage,
  actor: Actor,
): Promise<{ readonly [references: string]: readonly string[] }> {
  const { people } = stage.workspace.store
  const things: string[] = []
  const users: string[] = []
  const departments: string[] = []
  for (let index = 0; index < 12; index += 1) {
    const name = `=第 ${index} 个, "甲"`
    const { record } = await stage.workspace.unit((unit) =>
      saveRecord(unit, actor, {
        request: { op: 'create', entity: 'thing', values: { name } },
        cause: rootCause(unit.newId()),
      }),
    )
    things.push(record.id)
    const department = await people.createDepartment({ key: `d${index}`, name, parentId: null, headId: null })
    departments.push(department.id)
    const user = await people.createUser({
      key: `u${index}`,
      name: `${name} 某`,
      email: `u${index}@example.com`,
      title: null,
      departmentId: department.id,
      managerId: null,
      roles: [],
      active: true,
      locale: 'zh',
      passwordHash: null,
    })
    users.push(user.id)
  }
  return { 'entity:thing': things, user: users, department: departments }
}

/** Value of a trial for a record; types with few values come round again. */
export function valueAt(trial: Trial, index: number): Json {
  return trial.values.length === 0 ? null : (trial.values[index % trial.values.length] ?? null)
}
