import type { DuplicateDocument, DuplicateSide } from '../documents/entity.ts'

/** Where a duplicate rule of an entity looks: into the entity itself first, then into the others it names, each once. */
export function duplicateSides(entity: string, rule: DuplicateDocument): readonly DuplicateSide[] {
  const sides = [entity, ...(rule.across ?? [])].map((one) =>
    typeof one === 'string' ? { entity: one, fields: rule.fields } : one,
  )
  return sides.filter(
    (side, at) =>
      side.fields.length === rule.fields.length &&
      sides.findIndex((other) => other.entity === side.entity) === at,
  )
}

/** Name of a duplicate rule among those of its entity: its key, else its fields. */
export function duplicateName(rule: DuplicateDocument): string {
  return rule.key ?? rule.fields.join('_')
}
