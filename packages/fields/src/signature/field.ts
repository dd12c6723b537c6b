import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType } from '../define.ts'
import { fileParts } from '../shared/files.ts'
import { sentence } from '../shared/settings.ts'

const parts = fileParts('image/png')
// One drawing, and a small one: what a person can draw with a finger.
const one = (field: FieldDocument): FieldDocument => ({ ...field, settings: { maxCount: 1, maxSize: 2 } })

/** A signature drawn by hand; kept as one picture in the file store. */
export const signature: FieldType = defineFieldType({
  type: 'signature',
  version: 1,
  label: { zh: '手写签名', en: 'Signature' },
  icon: 'signature',
  group: 'file',
  settings: [],
  describe: sentence('手写签名', 'a signature drawn by hand'),
  ...parts,
  handwritten: true,
  parse: (input, ctx) => parts.parse(input, { ...ctx, field: one(ctx.field) }),
  samples: (field) => parts.samples(one(field)),
})
