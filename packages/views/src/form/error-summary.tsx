import { say } from '@mortise/errors'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { focusField } from './focus-field.ts'
import type { FormStore } from './form-store.ts'
import { messages } from './messages.ts'

/** One thing to put right; without a place it concerns the whole record. */
export type FormProblem = {
  readonly path: string
  readonly message: { readonly zh: string; readonly en: string }
}

/** What keeps a form from being saved, each with a way to its field. */
export function ErrorSummary({
  store,
  problems,
  locale,
}: {
  readonly store: FormStore
  readonly problems: readonly FormProblem[]
  readonly locale: 'zh' | 'en'
}): ReactNode {
  const t = useT(messages)
  if (problems.length === 0) return null
  return (
    <div className="m-summary" role="alert">
      <strong>{t('problems', { n: problems.length })}</strong>
      <ul>
        {problems.map((problem, at) => (
          <li key={`${problem.path}-${at}`}>
            <button type="button" onClick={() => focusField(store, problem.path)}>
              {say(problem.message, locale)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
