import type { ErrorDetail } from '@mortise/errors'

/** Rights on fields at a step of a flow; `*` for the rest. */
export type StepRights = { readonly [field: string]: 'write' | 'read' | 'hidden' }

/**
 * What of a verdict keeps a step of a flow from being decided: what its fields for writing lack or hold wrongly, what the
 * form insists on even where nobody sees it, and checks of no field in particular as long as something can be written. All
 * else whoever decides could not mend.
 */
export function wrongAtStep(errors: readonly ErrorDetail[], rights: StepRights): readonly ErrorDetail[] {
  const mayWrite = (field: string): boolean => (rights[field] ?? rights['*']) === 'write'
  const any = Object.values(rights).includes('write')
  return errors.filter(({ path, code }) => {
    const [head = ''] = path.split('/')
    // A required field that nobody here can write is only asked for where the form insists.
    return code === 'FORM_REQUIRED' || (head === '' ? any : mayWrite(head))
  })
}
