import { expression, filledText, type JsonSchema, key, label, list, object, yesNo } from './build.ts'

const picture: JsonSchema = {
  type: 'string',
  pattern: '^data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$',
  maxLength: 600_000,
}

/** Schema of the page that strangers open. */
export const publicForm: JsonSchema = object({
  theme: object({
    color: { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' },
    cover: picture,
    logo: picture,
  }),
  title: label,
  description: label,
  thanks: object({
    text: label,
    redirect: { type: 'string', pattern: '^https?://[^\\s<>"]+$', maxLength: 2000 },
  }),
  consent: object({ 'text!': label, 'version!': { ...filledText, maxLength: 60 } }),
  prefill: list(key),
  picks: list(
    object({
      'field!': key,
      into: key,
      'show!': list(key, { minItems: 1, maxItems: 8 }),
      filter: expression,
      limit: { type: 'integer', minimum: 1, maximum: 50 },
      minLength: { type: 'integer', minimum: 0, maximum: 20 },
    }),
  ),
  source: object({ utmSource: key, utmMedium: key, utmCampaign: key, channel: key }),
  once: {
    oneOf: [object({ 'per!': { const: 'device' } }), object({ 'per!': { const: 'field' }, 'field!': key })],
  },
  progress: object({
    'fields!': list(key),
    flows: yesNo,
    days: { type: 'integer', minimum: 1, maximum: 3650 },
  }),
})
