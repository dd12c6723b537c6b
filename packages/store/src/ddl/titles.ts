import { type Localized, say } from '@mortise/errors'
import type { EntityShape, FieldShape } from '../records/shape.ts'

type Titled = EntityShape | FieldShape

function title(one: Titled): Localized {
  const { label } = 'entity' in one ? one.entity.document : one.model.document
  return { zh: say(label, 'zh') || one.key, en: say(label, 'en') || one.key }
}

/** Entities and fields in sentences, by the names people gave them: `「线索 / 评分」`; without a name by their key. */
export function titled(...parts: readonly Titled[]): Localized {
  const names = parts.map(title)
  return {
    zh: `「${names.map((one) => one.zh).join(' / ')}」`,
    en: `"${names.map((one) => one.en).join(' / ')}"`,
  }
}
