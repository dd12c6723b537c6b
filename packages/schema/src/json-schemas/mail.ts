import { type JsonSchema, documentSchema, filledText, head, key, plainText } from './build.ts'

/** Schema of `mails/<key>.json`. */
export function mailSchema(): JsonSchema {
  return documentSchema('mail', { ...head, 'entity!': key, 'subject!': filledText, 'body!': plainText })
}
