import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { countErrors } from './count-errors.ts'
import { useFormPart, useFormStore } from './form-store.ts'
import { messages } from './messages.ts'

/** How many of the fields inside a part of the form are to be put right; nothing when all are well. */
export function ErrorCount({ fields }: { readonly fields: readonly string[] }): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const count = useFormPart(store, (state) => countErrors(state, fields))
  if (count === 0) return null
  return (
    <span className="m-error-count" title={t('problems', { n: count })}>
      <span aria-hidden="true">{count}</span>
      <span className="m-visually-hidden">{t('problems', { n: count })}</span>
    </span>
  )
}
