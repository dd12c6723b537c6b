import { nearestName, say, type ErrorDetail, type MortiseError } from '@mortise/errors'
import type { Expression, Scope } from '@mortise/expressions'
import {
  type BlockDocument,
  type EntityModel,
  type ExtensionHead,
  type FieldModel,
  fillParts,
  isWholeFill,
  type Model,
} from '@mortise/schema'
import { approvalsSource } from './decisions.ts'
import type { BlockName, BlockRead } from './define.ts'
import { errors } from './errors.ts'
import { filesOf } from './photos/in-field.ts'
import { fieldAt, pathOf, printScope, sourceEntity } from './scope.ts'
import { isStep, stepNames } from './steps.ts'
import type { PrintKit } from './types.ts'

/** What blocks of a template are checked against, on paper and in mails alike. */
export type Checking = Pick<PrintKit, 'fields' | 'language'> & {
  readonly model: Model
  readonly entity: EntityModel
}

type Placed = { readonly block: BlockDocument; readonly path: string }

/** A problem at a JSON pointer of the template. */
export function problem(path: string, error: MortiseError): ErrorDetail {
  return { path, code: error.code, message: error.text }
}

/** The name that was probably meant. */
export function hint(wrong: string, known: Iterable<string>): string {
  const near = nearestName(wrong, known)
  return near === undefined ? '' : ` (→ ${near}?)`
}

/** Rows that are no relation, yet may always be asked for. */
const extraSources: ReadonlySet<string> = new Set([approvalsSource])

type Ground = { readonly entity: EntityModel; readonly scope: Scope }

/** Where names of a read are looked up: the record, or a row of its source. Undefined for rows of no entity. */
function groundOf(read: BlockRead, checking: Checking): Ground | undefined {
  if (read.source === undefined) return { entity: checking.entity, scope: printScope(checking.entity) }
  const entity = sourceEntity(checking.entity, read.source, checking.model)
  return entity && { entity, scope: entity.scope }
}

/** Problems of a text with `{{…}}` places. */
export function checkTemplateText(
  text: string,
  path: string,
  given: { readonly scope: Scope; readonly kit: Pick<PrintKit, 'language'> },
): readonly ErrorDetail[] {
  if (!isWholeFill(text)) return [problem(path, errors.PRINT_FILL_UNCLOSED({ text: text.slice(0, 60) }))]
  return fillParts(text).flatMap((part) => {
    if ('text' in part) return []
    const parsed = given.kit.language.parse(part.source)
    if (!parsed.ok) {
      const { zh, en } = parsed.problem.message
      return [problem(path, errors.PRINT_FILL_SYNTAX({ text: part.source, reason: `${zh} / ${en}` }))]
    }
    const checked = given.kit.language.check(parsed.expression, given.scope)
    return checked.ok ? [] : checked.problems.map((one) => ({ ...one, path }))
  })
}

/** Problems of one thing that a block reads; `base` is where the block stands. */
export function checkRead(read: BlockRead, base: string, checking: Checking): readonly ErrorDetail[] {
  const path = `${base}${read.at}`
  const { entity } = checking
  const source = read.source ?? ''
  const known = entity.relations.map((one) => one.key)
  if (read.source !== undefined && !known.includes(source) && !extraSources.has(source)) {
    // The rows themselves are read once; their columns need not say it again.
    return 'rows' in read
      ? [problem(path, errors.PRINT_SOURCE_UNKNOWN({ source, known: known.join(', ') }))]
      : []
  }
  if ('rows' in read && read.step !== undefined && !isStep(read.step, checking)) {
    const near = hint(read.step, stepNames(checking))
    return [problem(path, errors.PRINT_STEP_UNKNOWN({ step: read.step, hint: near }))]
  }
  const ground = groundOf(read, checking)
  if (ground === undefined || 'rows' in read) return []
  if ('template' in read)
    return checkTemplateText(read.template, path, { scope: ground.scope, kit: checking })
  if ('expression' in read) {
    const kind = read.sums === true ? 'number' : read.condition === true ? 'boolean' : undefined
    const expect = kind === undefined ? undefined : { expect: { kind } as const }
    const checked = checking.language.check(read.expression, ground.scope, expect)
    if (!checked.ok) return checked.problems.map((one) => ({ ...one, path: `${path}${one.path}` }))
    const only = read.sums === true ? pathOf(read.expression) : undefined
    return only === undefined ? [] : checkSum(fieldAt(ground.entity, only, checking), path, checking)
  }
  const field = fieldAt(ground.entity, read.path, checking)
  if (field !== undefined && read.handwritten === true)
    return checking.fields.find(field.type)?.handwritten === true
      ? []
      : [problem(path, errors.PRINT_NOT_HANDWRITTEN({ path: read.path }))]
  if (field !== undefined && read.photos === true)
    return filesOf(ground.entity, field, checking) === undefined
      ? [problem(path, errors.PRINT_NOT_PICTURES({ path: read.path }))]
      : []
  if (field !== undefined) return read.sums === true ? checkSum(field, path, checking) : []
  return [
    problem(
      path,
      errors.PRINT_FIELD_UNKNOWN({ path: read.path, hint: hint(read.path, ground.scope.keys()) }),
    ),
  ]
}

/** What is added up has to be a number: texts, choices and days have no sum. Shares that come to 100% have one. */
function checkSum(field: FieldModel | undefined, path: string, checking: Checking): readonly ErrorDetail[] {
  const type = field && checking.fields.find(field.type)
  const result = field && (type?.resultType?.(field.document) ?? type)
  if (field === undefined || result === undefined) return []
  if (
    result.aggregates.includes('sum') ||
    result.expressionType(field.document, () => undefined).kind === 'number'
  )
    return []
  const [zh, en] = (['zh', 'en'] as const).map((locale) => say(field.document.label, locale) || field.key)
  return [problem(path, errors.PRINT_SUM_TYPE({ name: zh === en ? (zh ?? '') : `${zh} / ${en}` }))]
}

const headKeys: ReadonlySet<string> = new Set(['type', 'id', 'visible', 'keepTogether', 'keepWithNext'])

/** Settings that a kind of block does not have, and those it needs. */
export function checkSettings(
  { block, path }: Placed,
  type: Pick<ExtensionHead, 'settings'>,
): readonly ErrorDetail[] {
  const known = type.settings.map((one) => one.key)
  const unknown = Object.keys(block).filter((key) => !headKeys.has(key) && !known.includes(key))
  const missing = type.settings.filter((one) => one.required === true && block[one.key] === undefined)
  return [
    ...unknown.map((key) =>
      problem(
        `${path}/${key}`,
        errors.PRINT_SETTING_UNKNOWN({ type: block.type, key, hint: hint(key, known) }),
      ),
    ),
    ...missing.map(({ key }) => problem(path, errors.PRINT_SETTING_MISSING({ type: block.type, key }))),
  ]
}

/** Names in a block's settings that have to be among others of them. */
export function checkNames(
  { block, path }: Placed,
  type: { readonly names?: (block: BlockDocument) => readonly BlockName[] },
): readonly ErrorDetail[] {
  return (type.names?.(block) ?? []).flatMap(({ at, name, known }) =>
    known.includes(name)
      ? []
      : [problem(`${path}${at}`, errors.PRINT_COLUMN_UNKNOWN({ name, hint: hint(name, known) }))],
  )
}

/** Problems of the condition of a block. */
export function checkVisible(
  condition: Expression,
  path: string,
  checking: Checking,
): readonly ErrorDetail[] {
  const checked = checking.language.check(condition, printScope(checking.entity), {
    expect: { kind: 'boolean' },
  })
  return checked.ok ? [] : checked.problems.map((one) => ({ ...one, path: `${path}${one.path}` }))
}

/** Ids that two blocks have. */
export function checkIds(placed: readonly Placed[]): readonly ErrorDetail[] {
  const seen = new Set<string>()
  return placed.flatMap(({ block: { id }, path }) => {
    if (id === undefined) return []
    if (seen.has(id)) return [problem(`${path}/id`, errors.PRINT_ID_TAKEN({ id }))]
    seen.add(id)
    return []
  })
}
