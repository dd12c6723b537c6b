import type { WorkItemAnswer } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { EmptyState, ErrorState, IconButton, Link, Skeleton, useNarrow, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { ErrorSummary, type FormProblem } from '../form/error-summary.tsx'
import { FormView } from '../form/form-view.tsx'
import { useOpenForm } from '../form/use-open-form.ts'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { DecisionBar } from './decision-bar.tsx'
import { FlowHistory } from './flow-history.tsx'
import { messages } from './messages.ts'
import { PrintButton } from './print-button.tsx'
import { rightsLens } from './rights-lens.ts'
import { RunBar } from './run-bar.tsx'
import { useAct } from './use-act.ts'
import { useSeen } from './use-seen.ts'

type DetailProps = {
  readonly id: string
  /** Whether the person may act on it. */
  readonly open: boolean
  readonly onBack: () => void
  readonly onDone: () => void
}

/** One work item: the record's form with the node's rights, its history, and the decision at the foot. */
export function WorkItemDetail(props: DetailProps): ReactNode {
  const { client, model, labels } = useWorkspace()
  const t = useT(messages)
  const answer = useQuery({
    queryKey: [...queryKeys.inbox, 'item', props.id],
    queryFn: async () => {
      const found = await client.work.item(props.id)
      labels.add(found.refs)
      return found
    },
  })
  if (answer.isPending) return <Skeleton shape="record" count={6} />
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  const entity = model.entity(answer.data.item.entity)
  // Somebody may be asked about a kind of record that no role of theirs lets them see.
  if (entity === undefined)
    return (
      <EmptyState
        drawing="joint"
        title={t('hidden')}
        text={t('hiddenText', { name: answer.data.item.nodeName })}
      />
    )
  return <Open {...props} answer={answer.data} entity={entity} />
}

type OpenProps = DetailProps & { readonly answer: WorkItemAnswer; readonly entity: EntityModel }

function Open({ answer, entity, open, onBack, onDone }: OpenProps): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  const ctx = useFaceContext(entity.key)
  const lens = useMemo(() => rightsLens(answer.fields), [answer.fields])
  const store = useOpenForm({ entity, record: answer.record, purpose: 'approval', lens })
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  useSeen(answer)
  const work = useAct({ answer, store, onProblems: setProblems, onDone })
  const decides = answer.operations.decide.length > 0 || answer.operations.claim === true
  return (
    <div className="m-item">
      <header className="m-item-head">
        {narrow ? <IconButton icon="arrow-left" size={20} label={t('back')} onClick={onBack} /> : null}
        <div>
          <h2>{answer.item.title}</h2>
          <span className="m-faint">
            {answer.item.nodeName} · {t('by', { name: answer.item.starter })}
          </span>
        </div>
        <span className="m-spring" />
        <PrintButton entity={entity.key} id={answer.record.id} />
        <Link href={paths.record(entity.key, answer.record.id)}>{t('openRecord')}</Link>
      </header>
      <div className="m-item-body">
        <div className="m-item-form">
          {store === undefined ? null : (
            <ErrorSummary store={store} problems={problems} locale={ctx.locale} />
          )}
          {store === undefined ? <Skeleton shape="lines" /> : <FormView store={store} ctx={ctx} />}
        </div>
        <aside className="m-item-rail" tabIndex={0} aria-label={t('history')}>
          <h3>{t('history')}</h3>
          <FlowHistory instance={answer.instance} entity={entity} />
        </aside>
      </div>
      {store === undefined ? null : open && decides ? (
        <DecisionBar answer={answer} work={work} />
      ) : (
        <RunBar answer={answer} work={work} />
      )}
    </div>
  )
}
