import { say } from '@mortise/errors'
import { type DuplicateDocument, duplicateSides, type EntityModel, type Model } from '@mortise/schema'
import type { Translate } from '@mortise/ui'
import type { MessageKey } from './messages.ts'

type Words = Translate<MessageKey>

/** What a duplicate rule compares, as people say it: `名称只差写法，也在线索中找`. */
export function ruleLabel(
  rule: DuplicateDocument,
  of: {
    readonly entity: EntityModel
    readonly model: Model
    readonly locale: 'zh' | 'en'
    readonly t: Words
  },
): string {
  const { entity, model, locale, t } = of
  const fields = rule.fields.map((key) => say(entity.field(key)?.document.label, locale) || key)
  const others = duplicateSides(entity.key, rule).flatMap((side) => {
    const other = side.entity === entity.key ? undefined : model.entity(side.entity)
    return other === undefined ? [] : [say(other.document.plural ?? other.document.label, locale)]
  })
  const own = t(rule.normalise ?? 'none', { fields: fields.join(t('joined')) })
  return others.length === 0 ? own : own + t('across', { names: others.join(t('joined')) })
}
