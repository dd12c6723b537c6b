import type { EvaluationInput, ExpressionUser, Json, Language } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type { EntityModel, ExtensionList, Model, RecordInput } from '@mortise/schema'
import type { Content, PageOrientation, PageSize, Style, Watermark } from 'pdfmake/interfaces.js'
import type { BlockType, PrintRow } from './define.ts'

/** The lists and the language a template is drawn with. */
export type PrintKit = {
  readonly blocks: ExtensionList<BlockType>
  readonly fields: ExtensionList<FieldType>
  readonly language: Pick<Language, 'check' | 'evaluate' | 'test' | 'parse'>
}

/** What a template is filled with: one record as its reader may see it, and what stands around it. */
export type PrintData = {
  readonly model: Model
  /** Answers lookups from what was read before. */
  readonly lookup?: EvaluationInput['lookup']
  readonly record: RecordInput
  /** Rows that are no relation of the record, by source name; `approvals` for the approval trail. */
  readonly sources?: { readonly [source: string]: readonly PrintRow[] } | undefined
  /** The own company, for `{{company.name}}` and the like. */
  readonly company?: { readonly [key: string]: Json } | undefined
  readonly user?: ExpressionUser | undefined
  /** ISO instant; also the date written into the file, so that one input gives one output. */
  readonly now: string
  readonly timeZone: string
  readonly locale: 'zh' | 'en'
  /** Shown name of a linked record, user or department. */
  readonly labelOf?: ((entity: string, id: string) => string | undefined) | undefined
  /** Whether the reader may know of a field at all; the name of another is not printed. */
  readonly mayKnow?: ((entity: EntityModel, path: string) => boolean) | undefined
  /** Own pictures as `data:image/png` or `data:image/jpeg` URIs, by asset name. */
  readonly assets?: { readonly [name: string]: string } | undefined
}

/**
 * Pages as plain data: no functions, so that it can be compared, stored and sent to another thread.
 * `toDocDefinition` makes of it what the PDF library draws.
 */
export type PageDefinition = {
  readonly title: string
  /** ISO instant. */
  readonly createdAt: string
  readonly fileName: string
  readonly pageSize: PageSize
  readonly pageOrientation: PageOrientation
  readonly pageMargins: readonly [number, number, number, number]
  readonly defaultStyle: Style
  readonly content: readonly Content[]
  readonly header?: Content | undefined
  readonly footer?: Content | undefined
  readonly watermark?: Watermark | undefined
}
