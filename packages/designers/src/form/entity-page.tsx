import { useNavigator } from '@mortise/ui'
import { type ReactNode, useEffect } from 'react'
import { Missing } from '../kit/missing.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { designHref } from '../workbench/hrefs.ts'
import { startForm } from './start-form.ts'

/** An entity is designed on one of its forms; one that has none gets its first. */
export function EntityPage({ name }: { readonly name: string }): ReactNode {
  const { space, model, kit } = useWorkbench()
  const { go } = useNavigator()
  const entity = model.entity(name)
  const known = model.forms(name)[0]
  useEffect(() => {
    if (entity === undefined) return
    const form = known ?? startForm(entity, kit)
    const key = `${name}.${form.key}`
    if (known === undefined) space.put('form', key, form)
    go(designHref('form', key), { replace: true })
  }, [entity, known, kit, name, space, go])
  return entity === undefined ? <Missing /> : null
}
