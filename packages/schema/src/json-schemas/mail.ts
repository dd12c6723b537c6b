import {
  type JsonSchema,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  label,
  list,
  oneOf,
  plainText,
} from './build.ts'
import { type SchemaContext, flatExtension } from './extensions.ts'

/** Schema of `mails/<key>.json`. */
export function mailSchema(context: SchemaContext): JsonSchema {
  return documentSchema(
    'mail',
    {
      ...head,
      'entity!': key,
      'subject!': label,
      preheader: label,
      body: label,
      blocks: list({ $ref: '#/$defs/block' }),
      language: oneOf('zh', 'en'),
      color: { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' },
    },
    {
      block: flatExtension(context, 'mailBlocks', {
        'type!': plainText,
        id: filledText,
        visible: expression,
      }),
    },
  )
}
