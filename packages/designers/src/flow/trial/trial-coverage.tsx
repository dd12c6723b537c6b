import { coverageOf } from '@mortise/flows'
import { Icon, useT } from '@mortise/ui'
import { Button, Progress } from 'antd'
import { type ReactNode, useState } from 'react'
import { nodeOf } from '../graph.ts'
import { useOutcomeName } from '../outcome-name.ts'
import type { FlowEditor } from '../use-flow-editor.ts'
import { messages } from './messages.ts'
import type { Trial } from './use-trial.ts'

const shown = 6

/** How much of the flow the simulations of this sitting have come by, and where nobody has been yet. */
export function TrialCoverage({
  editor,
  trial,
}: {
  readonly editor: FlowEditor
  readonly trial: Trial
}): ReactNode {
  const t = useT(messages)
  const { flow, nodes } = editor
  const { percent, nodes: steps, branches, unseenNodes, unseenBranches } = coverageOf(flow, trial.seen, nodes)
  const go = (id: string, part: { readonly node: string } | { readonly edge: string }): void => {
    editor.select(part)
    document
      .querySelector(`[data-walk="${CSS.escape(id)}"]`)
      ?.scrollIntoView({ block: 'center', inline: 'center' })
  }
  const outcomeName = useOutcomeName(editor)
  const [all, setAll] = useState(false)
  const branchName = (id: string): string => {
    const edge = flow.edges.find((one) => one.id === id)
    if (edge === undefined) return id
    const gate = nodes.find(nodeOf(flow, edge.source)?.type ?? '')?.branching === true
    const name = gate ? editor.branchNameOf(id) : outcomeName(edge) || t('goneOn')
    return `${editor.nameOf(edge.source)} · ${name}`
  }
  const missing = [
    ...unseenBranches.map((id) => ({ id, part: { edge: id }, name: branchName(id) })),
    ...unseenNodes.map((id) => ({ id, part: { node: id }, name: editor.nameOf(id) })),
  ]
  return (
    <section className="t-coverage">
      <h3>
        {t('coverage')}
        <span className="m-num">{percent}%</span>
      </h3>
      <Progress percent={percent} showInfo={false} size="small" aria-label={t('coverage')} />
      <p className="m-faint">
        {t('coverageOf', {
          nodes: steps.seen,
          allNodes: steps.all,
          branches: branches.seen,
          allBranches: branches.all,
        })}
        {' · '}
        {t('coverageRuns', { n: trial.runs })}
      </p>
      {unseenNodes.length + unseenBranches.length === 0 ? (
        <p className="t-all-seen">
          <Icon name="circle-check" size={14} />
          {t('allSeen')}
        </p>
      ) : (
        <>
          <h4>{t('unseen')}</h4>
          <ul>
            {(all ? missing : missing.slice(0, shown)).map(({ id, part, name }) => (
              <li key={id}>
                <button type="button" className="t-link" onClick={() => go(id, part)}>
                  {name}
                </button>
              </li>
            ))}
          </ul>
          {all || missing.length <= shown ? null : (
            <Button type="link" size="small" onClick={() => setAll(true)}>
              {t('others', { n: missing.length - shown })}
            </Button>
          )}
        </>
      )}
    </section>
  )
}
