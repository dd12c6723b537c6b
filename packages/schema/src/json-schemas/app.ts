import {
  type JsonSchema,
  documentSchema,
  filledText,
  head,
  key,
  label,
  list,
  object,
  oneOf,
  plainText,
  yesNo,
} from './build.ts'

const navigationItem: JsonSchema = object({
  label,
  icon: plainText,
  entity: key,
  view: key,
  dashboard: key,
  report: key,
  link: { type: 'string', pattern: '^https?://\\S+$' },
  roles: list(key),
  items: list({ $ref: '#/$defs/item' }),
})

/** Schema of `app.json`. */
export function appSchema(): JsonSchema {
  return documentSchema(
    'app',
    {
      ...head,
      'version!': { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?$' },
      icon: plainText,
      color: filledText,
      hidden: yesNo,
      locale: oneOf('zh-CN', 'en'),
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
      timeZone: filledText,
      fiscalYearStart: { type: 'integer', minimum: 1, maximum: 12 },
      navigation: list({ $ref: '#/$defs/item' }),
      settings: { type: 'object' },
      requires: object({ mortise: plainText, apps: list(key) }),
    },
    { item: navigationItem },
  )
}
