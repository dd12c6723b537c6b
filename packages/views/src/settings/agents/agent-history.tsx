import type { AgentRule, StandInDecision } from '@mortise/client'
import { ErrorState, HeadRow, Link, RelativeTime, Skeleton, Tag, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { paths } from '../../workspace/paths.ts'
import { useRuleWords } from './agent-line.tsx'
import { messages } from './messages.ts'

const tints: { readonly [state: string]: string } = { approved: 'green', rejected: 'red', returned: 'amber' }

/** What was decided in somebody's place, and which rules are over. */
export function AgentHistory(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const found = useQuery({ queryKey: ['agents', 'history'], queryFn: () => client.agents.history() })
  if (found.isPending) return <Skeleton shape="rows" count={2} />
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  const { rules, decisions } = found.data
  const nothing = rules.length === 0 && decisions.length === 0
  return (
    <section className="m-card m-stack">
      <h3>{t('history')}</h3>
      {nothing ? <p className="m-faint">{t('historyNone')}</p> : null}
      {decisions.length === 0 ? null : <Decisions decisions={decisions} />}
      {rules.length === 0 ? null : <Former rules={rules} />}
    </section>
  )
}

function Decisions({ decisions }: { readonly decisions: readonly StandInDecision[] }): ReactNode {
  const t = useT(messages)
  const outcome = (state: string): string => {
    const key = `state_${state}` as keyof typeof messages
    return t(Object.hasOwn(messages, key) ? key : 'state_done')
  }
  return (
    <table className="m-simple-table m-stacking">
      <caption className="m-faint">{t('decided')}</caption>
      <HeadRow names={(['what', 'step', 'whoForWhom', 'outcome', 'when'] as const).map((key) => t(key))} />
      <tbody>
        {decisions.map((one) => (
          <tr key={one.id}>
            <td>
              <Link href={paths.record(one.entity, one.recordId)}>{one.title}</Link>
            </td>
            <td data-label={t('step')}>{one.nodeName}</td>
            <td data-label={t('whoForWhom')}>
              {t('whoForWhomLine', { agent: one.agentName, name: one.principalName })}
            </td>
            <td data-label={t('outcome')}>
              <Tag color={tints[one.state]}>{outcome(one.state)}</Tag>
            </td>
            <td data-label={t('when')}>
              <RelativeTime value={one.decidedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Former({ rules }: { readonly rules: readonly AgentRule[] }): ReactNode {
  const t = useT(messages)
  const words = useRuleWords()
  const end = ({ endedAt, endedByName }: AgentRule): string => {
    if (endedAt === null) return t('ranOut')
    return endedByName === null ? t('endedEarly') : t('endedBy', { name: endedByName })
  }
  return (
    <table className="m-simple-table m-stacking">
      <caption className="m-faint">{t('former')}</caption>
      <HeadRow names={(['whoForWhom', 'span', 'scope', 'how'] as const).map((key) => t(key))} />
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id}>
            <td>{t('whoForWhomLine', { agent: rule.agentName, name: rule.principalName })}</td>
            <td data-label={t('span')}>{words.span(rule)}</td>
            <td data-label={t('scope')}>{words.scope(rule)}</td>
            <td data-label={t('how')}>{end(rule)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
