import { say } from '@mortise/errors'
import type { EntityModel, Model } from '@mortise/schema'

type Of = { readonly model: Model; readonly entity: EntityModel }

/** What the steps of the flows of an entity go by: their ids, and their names in each language. */
export function stepNames({ model, entity }: Of): readonly string[] {
  return model
    .documents('flow')
    .filter((flow) => flow.entity === entity.key)
    .flatMap(({ nodes }) => nodes.flatMap(({ id, name }) => [id, say(name, 'zh'), say(name, 'en')]))
}

/** Whether a step of a flow of the entity goes by a name. */
export function isStep(name: string, of: Of): boolean {
  return stepNames(of).includes(name)
}
