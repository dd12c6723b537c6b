import {
  type JsonSchema,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  list,
  number,
  object,
  oneOf,
  plainText,
  tuple,
  yesNo,
} from './build.ts'
import { type SchemaContext, flatExtension } from './extensions.ts'

const page = object({
  'size!': { type: ['string', 'array'], minLength: 1, items: number, minItems: 2, maxItems: 2 },
  orientation: oneOf('portrait', 'landscape'),
  margins: tuple(number, 4),
})

/** Schema of `prints/<key>.json`. */
export function printSchema(context: SchemaContext): JsonSchema {
  const shared = {
    'type!': plainText,
    id: filledText,
    visible: expression,
    keepTogether: yesNo,
    keepWithNext: yesNo,
  }
  const blocks = list({ $ref: '#/$defs/block' })
  return documentSchema(
    'print',
    {
      ...head,
      'entity!': key,
      'page!': page,
      header: blocks,
      body: blocks,
      footer: blocks,
      watermark: object({ text: plainText, asset: plainText, opacity: number, visible: expression }),
      edgeSeal: object({
        'asset!': filledText,
        size: number,
        at: number,
        opacity: number,
        visible: expression,
      }),
      language: oneOf('zh', 'en', 'both'),
      verification: yesNo,
      fileName: filledText,
    },
    { block: flatExtension(context, 'blocks', shared) },
  )
}
