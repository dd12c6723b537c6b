import { say } from '@mortise/errors'
import type { RefChoice } from '@mortise/fields/react'
import { companyKeys, printScope } from '@mortise/schema'
import { useLocale } from '@mortise/ui'
import { useMemo } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import type { NameOfPlace } from './chips.ts'
import { pathLabel } from './names.ts'

/** What texts of templates may say of the own company; nothing where the record has a field of that name. */
export function useCompanyPlaces(entity: string): readonly RefChoice[] {
  const locale = useLocale()
  const { model } = useWorkbench()
  return useMemo(() => {
    const of = model.entity(entity)
    const company = of && of.scope.find('company') === undefined ? printScope(of).find('company') : undefined
    const inside = company?.target?.()
    return companyKeys.flatMap((key) => {
      const name = inside?.find(key)
      return name === undefined ? [] : [{ value: `company.${key}`, label: say(name.label, locale) }]
    })
  }, [model, entity, locale])
}

/** How places of texts about an entity are called. */
export function useNameOfPlace(entity: string): NameOfPlace {
  const locale = useLocale()
  const { model } = useWorkbench()
  const company = useCompanyPlaces(entity)
  return (source) => {
    const path = source.split('|')[0]?.trim() ?? source
    const known = company.find(({ value }) => value === path)
    if (known !== undefined) return known.label
    return /^[a-z_][\w.]*$/i.test(path) ? pathLabel({ model, locale }, model.entity(entity), path) : path
  }
}
