import { condition, type Work } from './compile-work.ts'
import { detail } from './errors.ts'
import { holds } from './slots.ts'
import type { ChangePlan } from './types.ts'

/** The onChange rules of a form. */
export function changePlans(work: Work): readonly ChangePlan[] {
  const scope = work.entity.scope
  return (work.form.onChange ?? []).map((document, index) => {
    const at = `/onChange/${index}`
    const when = condition(work, '', document.when.condition, `${at}/when/condition`)
    const sets = Object.entries(document.set).flatMap(([field, expr]) => {
      const slot = work.slots.slot(expr, { scope, pointer: `${at}/set/${field}` })
      if (work.entity.field(field) === undefined)
        work.slots.problems.push({
          ...detail(`${at}/set/${field}`, 'FORM_FIELD_UNKNOWN', { key: field, hintZh: '', hintEn: '' }),
        })
      return slot === undefined ? [] : [{ field, slot }]
    })
    const paths = [...(when?.paths ?? []), ...sets.flatMap(({ slot }) => slot.paths)]
    work.reader.read('', paths)
    const through = [
      ...new Set(paths.filter((path) => path.includes('.')).map((path) => path.split('.')[0] ?? '')),
    ]
    return {
      document,
      through,
      holds: (one) => when === undefined || holds(when, one),
      sets: sets.map(({ field, slot }) => ({ field, value: slot.run })),
    }
  })
}
