import { type LocalizedText, say } from '@mortise/errors'
import type { EvaluationInput, Json, LinkedRow, Scope } from '@mortise/expressions'
import type { EntityModel, FieldDocument, PrintBlockDocument } from '@mortise/schema'
import type { Content } from 'pdfmake/interfaces.js'
import { signatureName } from './decisions.ts'
import type { PrintContext, PrintRow } from './define.ts'
import { fillParts } from '@mortise/schema'
import { formatPattern, plainText } from './format/pattern.ts'
import { parsedPlace, variable } from './remembered.ts'
import { filesOf, photosIn } from './photos/in-field.ts'
import { fieldAt, pathOf, printScope, sourceEntity } from './scope.ts'
import { reportKey } from './template-reads.ts'
import type { PrintData, PrintKit } from './types.ts'

/** The record or a row, as expressions see it. */
function inputOf(data: PrintData, row: PrintRow | undefined): EvaluationInput {
  const base = {
    ...data.model.time,
    now: data.now,
    timeZone: data.timeZone,
    user: data.user,
    ...(data.lookup === undefined ? {} : { lookup: data.lookup }),
  }
  if (row !== undefined) return { ...base, row: row.values, links: row.links ?? {} }
  const { values, links = {}, rows = {} } = data.record
  const company: { readonly [key: string]: LinkedRow | null } =
    data.company === undefined ? {} : { company: { row: data.company } }
  const id: { readonly [key: string]: Json } = data.company === undefined ? {} : { company: 'company' }
  return { ...base, row: { ...id, ...values }, links: { ...company, ...links }, rows }
}

function scopeOf(entity: EntityModel | undefined, row: PrintRow | undefined): Scope | undefined {
  return row === undefined ? entity && printScope(entity) : entity?.scope
}

/** Shows a value as its field's type writes it. */
function shownAs(
  value: Json,
  field: FieldDocument | undefined,
  given: { readonly data: PrintData; readonly kit: PrintKit },
): string {
  const { data, kit } = given
  const type = field && kit.fields.find(field.type)
  if (value === null || field === undefined || type === undefined) return plainText(value, data.locale)
  const labelOf = data.labelOf === undefined ? {} : { labelOf: data.labelOf }
  return type.format(value, {
    field,
    locale: data.locale,
    timeZone: data.timeZone,
    ...labelOf,
  })
}

/** Only pictures of the workspace's own, as data; an address would let a template reach out. */
function ownImage(data: PrintData, asset: string): string | undefined {
  const uri = Object.hasOwn(data.assets ?? {}, asset) ? data.assets?.[asset] : undefined
  return uri !== undefined && /^data:image\/(png|jpe?g);base64,[A-Za-z0-9+/=]+$/.test(uri) ? uri : undefined
}

function rowsOf(data: PrintData, source: string): readonly PrintRow[] {
  const given = Object.hasOwn(data.sources ?? {}, source) ? data.sources?.[source] : undefined
  if (given !== undefined) return given
  const entity = sourceEntity(data.model.entity(data.record.entity), source, data.model)?.key ?? source
  const rows = Object.hasOwn(data.record.rows ?? {}, source) ? data.record.rows?.[source] : undefined
  return (rows ?? []).map(({ row, links }) => ({ entity, values: row, links }))
}

/** Everything blocks are handed, over one record. */
export function printContext(
  data: PrintData,
  kit: PrintKit,
  {
    render,
    both,
    all = false,
  }: {
    readonly render: (blocks: readonly PrintBlockDocument[], ctx: PrintContext) => Content[]
    /** Labels in both languages. */
    readonly both: boolean
    readonly all?: boolean
  },
): PrintContext {
  const given = { data, kit, model: data.model, fields: kit.fields }
  const entityOf = (row?: PrintRow): EntityModel | undefined =>
    data.model.entity(row?.entity ?? data.record.entity)
  const evaluate: PrintContext['evaluate'] = (expression, row) =>
    kit.language.evaluate(expression, inputOf(data, row), scopeOf(entityOf(row), row))
  const format: PrintContext['format'] = (value, pattern) => formatPattern(value, pattern, data)
  const formatField: PrintContext['formatField'] = (path, row) =>
    shownAs(evaluate(variable(path), row), fieldAt(entityOf(row), path, given)?.document, given)
  const fillPlace = (source: string, pattern: string | undefined, row?: PrintRow): string => {
    const parsed = parsedPlace(kit.language, source)
    if (!parsed.ok) return `{{${source}}}`
    if (pattern !== undefined) return format(evaluate(parsed.expression, row), pattern)
    const path = pathOf(parsed.expression)
    return path === undefined
      ? plainText(evaluate(parsed.expression, row), data.locale)
      : formatField(path, row)
  }
  const sayLabel: PrintContext['say'] = (label: LocalizedText | undefined, between = ' ') => {
    const own = say(label, data.locale)
    const other = both ? say(label, data.locale === 'zh' ? 'en' : 'zh') : ''
    return other === '' || other === own ? own : `${own}${between}${other}`
  }
  const readsInFull: PrintContext['readsInFull'] = (expression, source) => {
    const from = sourceEntity(entityOf(), source, data.model)
    if (from === undefined || data.mayRead === undefined) return true
    const checked = kit.language.check(expression, from.scope)
    return checked.ok && checked.info.deps.paths.every((path) => data.mayRead?.(from, path) !== false)
  }
  const ctx: PrintContext = {
    readsInFull,
    all,
    locale: data.locale,
    timeZone: data.timeZone,
    evaluate,
    format,
    formatField,
    labelOf: (path, source, between) => {
      const from = source === undefined ? entityOf() : sourceEntity(entityOf(), source, data.model)
      if (from !== undefined && data.mayKnow?.(from, path) === false) return ''
      return sayLabel(fieldAt(from, path, given)?.document.label ?? path, between)
    },
    say: sayLabel,
    formatAs: (value, field) => shownAs(value, field, given),
    sumFormat: (path, source) => {
      const from = source === undefined ? entityOf() : sourceEntity(entityOf(), source, data.model)
      return fieldAt(from, path, given)?.document
    },
    fill: (template, row) =>
      fillParts(template)
        .map((part) => ('text' in part ? part.text : fillPlace(part.source, part.pattern, row)))
        .join(''),
    rows: (source) => rowsOf(data, source),
    image: (asset) => ownImage(data, asset),
    handwriting: (path) => {
      const field = fieldAt(entityOf(), path, given)
      const type = field && kit.fields.find(field.type)
      const [file] = type?.handwritten === true ? (type.files?.(evaluate(variable(path))) ?? []) : []
      return file === undefined ? undefined : ownImage(data, signatureName(file))
    },
    photos: (path, room, row) => {
      const entity = entityOf(row)
      const type = filesOf(entity, fieldAt(entity, path, given), given)
      return photosIn(evaluate(variable(path), row), type, { room, find: data.photos })
    },
    verification: data.verification,
    report: (block) => {
      const asked = kit.blocks.find(block.type)?.report?.(block)
      const key = asked === undefined ? '' : reportKey(asked)
      return Object.hasOwn(data.reports ?? {}, key) ? data.reports?.[key] : undefined
    },
    render: (blocks) => render(blocks, ctx),
  }
  return ctx
}
