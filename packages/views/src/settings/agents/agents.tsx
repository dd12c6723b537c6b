import type { AgentRule } from '@mortise/client'
import { ErrorState, Icon, Skeleton, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import '../../styles/connections.css'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { AgentDialog } from './agent-dialog.tsx'
import { AgentHistory } from './agent-history.tsx'
import { AgentLine } from './agent-line.tsx'
import { messages } from './messages.ts'

/** Who stands in for whom while they are away, what was decided that way, and how to name an agent. */
export function Agents(): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const all = useQuery({ queryKey: ['agents', 'now'], queryFn: () => client.agents.all() })
  const [adding, setAdding] = useState(false)
  if (all.isPending) return <Skeleton shape="rows" />
  if (all.isError) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />
  const { rules, flows } = all.data
  const after = async (done: string, run: Promise<void>): Promise<boolean> => {
    const problem = await run.then(() => undefined).catch(refusal)
    toast(problem === undefined ? { text: done, tone: 'success' } : { text: problem, tone: 'danger' })
    // What one sees to do is another list now, and so is the number beside it.
    if (problem === undefined) await queries.invalidateQueries()
    return problem === undefined
  }
  const end = (id: string): void => void after(t('ended'), client.agents.end(id))
  const id = me.user.id
  const parts: readonly (readonly ['forOthers' | 'others', readonly AgentRule[]])[] = [
    ['forOthers', rules.filter((rule) => rule.agent === id)],
    ['others', rules.filter((rule) => rule.agent !== id && rule.principal !== id)],
  ]
  const mine = rules.filter((rule) => rule.principal === id)
  return (
    <>
      <section className="m-card m-stack">
        <div className="m-connection-tools">
          <p className="m-faint">{t('note')}</p>
          <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        </div>
        <h3>{t('mine')}</h3>
        {mine.length === 0 ? <p className="m-faint">{t('mineNone')}</p> : null}
        <Lines rules={mine} onEnd={end} />
      </section>
      {parts.map(([part, theirs]) =>
        theirs.length === 0 ? null : (
          <section key={part} className="m-card m-stack">
            <h3>{t(part)}</h3>
            <Lines rules={theirs} onEnd={end} />
          </section>
        ),
      )}
      <AgentHistory />
      {adding ? (
        <AgentDialog
          flows={flows}
          onCancel={() => setAdding(false)}
          onSave={async (rule) => {
            if (await after(t('saved'), client.agents.add(rule))) setAdding(false)
          }}
        />
      ) : null}
    </>
  )
}

function Lines({
  rules,
  onEnd,
}: {
  readonly rules: readonly AgentRule[]
  readonly onEnd: (id: string) => void
}): ReactNode {
  return rules.length === 0 ? null : (
    <ul className="m-connections">
      {rules.map((rule) => (
        <AgentLine key={rule.id} rule={rule} onEnd={() => onEnd(rule.id)} />
      ))}
    </ul>
  )
}
