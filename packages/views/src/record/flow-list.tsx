import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { EmptyState, ErrorState, Link, RelativeTime, Skeleton, Tag, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { FlowHistory } from '../inbox/flow-history.tsx'
import { useKeptFlows } from '../runs/use-kept-flows.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useFlowsOf } from '../workspace/queries.ts'
import { messages } from './messages.ts'

/** Tints of the states of a flow run. */
export const flowTints: { readonly [state: string]: string } = {
  running: 'blue',
  approved: 'green',
  rejected: 'red',
  failed: 'red',
  recalled: 'gray',
  terminated: 'gray',
}

/** The flow runs of a record: where each stands and what happened in it. */
export function FlowList({ entity, id }: { readonly entity: EntityModel; readonly id: string }): ReactNode {
  const { model } = useWorkspace()
  const flows = useFlowsOf(entity.key, id)
  const kept = useKeptFlows()
  const locale = useLocale()
  const t = useT(messages)
  if (flows.isPending) return <Skeleton shape="lines" count={5} />
  if (flows.isError) return <ErrorState error={flows.error} onRetry={() => void flows.refetch()} />
  if (flows.data.length === 0) return <EmptyState title={t('noFlows')} text={t('noFlowsText')} />
  return (
    <ul className="m-flow-list">
      {flows.data.map((run) => {
        const state = `state_${run.state}` as keyof typeof messages
        return (
          <li key={run.id} className="m-card">
            <div className="m-row">
              <strong>{run.title ?? say(model.document('flow', run.flow)?.label, locale)}</strong>
              <Tag color={flowTints[run.state]}>{Object.hasOwn(messages, state) ? t(state) : run.state}</Tag>
              <span className="m-spring" />
              {kept.flows.some(({ key }) => key === run.flow) ? (
                <Link href={paths.runs(run.id)}>{t('manageRun')}</Link>
              ) : null}
              {run.startedAt === undefined ? null : <RelativeTime value={run.startedAt} />}
            </div>
            <FlowHistory instance={run} entity={entity} />
          </li>
        )
      })}
    </ul>
  )
}
