import { EmptyState, Icon, useNavigator, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { DesignProblem } from '../workbench/api.ts'
import { designHref } from '../workbench/hrefs.ts'
import { messages } from './messages.ts'
import { problemWords } from './place-words.ts'
import { usePlaceContext } from './use-place-words.ts'

/** Problems in plain words; a click goes to the place. */
export function ProblemList({
  problems,
  onGo,
}: {
  readonly problems: readonly DesignProblem[]
  readonly onGo?: (problem: DesignProblem) => void
}): ReactNode {
  const t = useT(messages)
  const context = usePlaceContext()
  const { go, current } = useNavigator()
  if (problems.length === 0) return <EmptyState drawing="joint" title={t('noProblems')} />
  const follow = (problem: DesignProblem): void => {
    const href =
      problem.kind === undefined || problem.key === undefined
        ? undefined
        : designHref(problem.kind, problem.key)
    if (href !== undefined && !current.startsWith(href)) go(`${href}?at=${encodeURIComponent(problem.path)}`)
    onGo?.(problem)
  }
  return (
    <ul className="d-problems">
      {problems.map((problem, at) => {
        const { message, place } = problemWords(context, problem)
        return (
          <li key={at}>
            <button type="button" onClick={() => follow(problem)}>
              <Icon name="triangle-alert" />
              <span>
                <b>{message}</b>
                <small>{place}</small>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
