import { say } from '@mortise/errors'
import { useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { focusField } from './focus-field.ts'
import type { FormStore } from './form-store.ts'
import { messages } from './messages.ts'
import { rowAt, rowPlaces } from './row-index.ts'

/** One thing to put right; without a place it concerns the whole record. */
export type FormProblem = {
  readonly path: string
  readonly message: { readonly zh: string; readonly en: string }
}

type SummaryProps = {
  readonly store: FormStore
  readonly problems: readonly FormProblem[]
  readonly locale: 'zh' | 'en'
}

/** So many problems are listed; the rest when asked for. */
const listed = 12

/** What keeps a form from being saved, each with a way to its field. */
export function ErrorSummary({ store, problems, locale }: SummaryProps): ReactNode {
  const t = useT(messages)
  const [all, setAll] = useState(false)
  if (problems.length === 0) return null
  const shown = all ? problems : problems.slice(0, listed)
  const more = problems.length - shown.length
  return (
    <div className="m-summary" role="alert">
      <strong>{t('problems', { n: problems.length })}</strong>
      <ul>
        {shown.map((problem, at) => (
          <li key={`${problem.path}-${at}`}>
            {problem.path === '' ? (
              <span>{say(problem.message, locale)}</span>
            ) : (
              <button type="button" onClick={() => focusField(store, problem.path)}>
                <RowWords store={store} path={problem.path} locale={locale} />
                {say(problem.message, locale)}
              </button>
            )}
          </li>
        ))}
        {more > 0 ? (
          <li>
            <button type="button" onClick={() => setAll(true)}>
              {t('moreProblems', { n: more })}
            </button>
          </li>
        ) : null}
      </ul>
    </div>
  )
}

/** Which row of which sub-table a problem is in. */
function RowWords({ store, path, locale }: Omit<SummaryProps, 'problems'> & { path: string }): ReactNode {
  const t = useT(messages)
  const [table = '', name, field] = path.split('/')
  const rows = store.state.tables[table] ?? []
  const row = name === undefined || field === undefined ? undefined : rowAt(rows, name)
  if (row === undefined) return null
  const label = say(store.program.entity.field(table)?.document.label, locale)
  return t('inRow', { table: label, n: (rowPlaces(rows).get(row.key) ?? 0) + 1 })
}
