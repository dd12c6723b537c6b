import type { DesignSpace } from '../workbench/space.ts'
import { fromTemplate, type Template } from './template.ts'

/** Puts a template's documents on the workbench; gives the stored name of its form. */
export function putTemplate(
  template: Template,
  {
    space,
    ...given
  }: {
    readonly space: DesignSpace
    readonly key: string
    readonly label: string
    readonly taken: readonly string[]
  },
): string {
  const { entity, children, form } = fromTemplate(template, given)
  for (const one of [entity, ...children]) space.put('entity', one.key, one)
  const name = `${entity.key}.${form.key}`
  space.put('form', name, form)
  return name
}
