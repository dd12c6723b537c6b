import { isApiError, type WorkItemAnswer } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import { sentValues, validateForm, wrongAtStep } from '@mortise/forms'
import type { EntityModel, RecordValues } from '@mortise/schema'
import {
  EmptyState,
  ErrorState,
  Icon,
  IconButton,
  Link,
  randomId,
  Skeleton,
  useNarrow,
  useT,
  useToast,
} from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown, Input, Modal } from 'antd'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { ErrorSummary, type FormProblem } from '../form/error-summary.tsx'
import type { FormStore } from '../form/form-store.ts'
import { FormView } from '../form/form-view.tsx'
import { formKey } from '../form/form-key.ts'
import { useOpenForm } from '../form/use-open-form.ts'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import { FlowHistory } from './flow-history.tsx'
import { messages } from './messages.ts'
import { rightsLens } from './rights-lens.ts'

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
          <FlowHistory instance={answer.instance} />
        </aside>
      </div>
      {open && store !== undefined ? (
        <DecisionBar answer={answer} store={store} onProblems={setProblems} onDone={onDone} />
      ) : null}
    </div>
  )
}

type BarProps = {
  readonly answer: WorkItemAnswer
  readonly store: FormStore
  readonly onProblems: (problems: readonly FormProblem[]) => void
  readonly onDone: () => void
}

function DecisionBar({ answer, store, onProblems, onDone }: BarProps): ReactNode {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState<string>()
  const [transferring, setTransferring] = useState(false)
  // A repeated click, or a retry after a lost answer, must count once.
  const commands = useRef(new Map<string, string>())
  const commandId = (command: string): string => {
    const known = commands.current.get(command) ?? randomId()
    commands.current.set(command, known)
    return known
  }
  const act = async (command: string, extra: { readonly [key: string]: unknown } = {}): Promise<void> => {
    const checked = command === 'approve' || command === 'complete'
    const { errors } = checked ? validateForm(store.program, store.state) : { errors: [] }
    const wrong = wrongAtStep(errors, answer.fields)
    onProblems(wrong)
    if (wrong.length > 0) return
    const values: RecordValues =
      command === 'reject' ? {} : writable(sentValues(store.program, store.state), answer)
    const said = comment.trim() === '' ? {} : { comment: comment.trim() }
    const form = formKey(model, store.program)
    const changed =
      Object.keys(values).length === 0 ? {} : { values, ...(form === undefined ? {} : { form }) }
    setBusy(command)
    try {
      await client.work.act(answer.item.id, command, {
        commandId: commandId(command),
        itemRev: answer.item.rev,
        ...said,
        ...changed,
        ...extra,
      })
      toast({ text: t('acted', { title: answer.item.title }), tone: 'success' })
      onDone()
      await queries.invalidateQueries()
    } catch (error) {
      commands.current.delete(command)
      const message = error instanceof Error ? error.message : String(error)
      const details = isApiError(error) ? error.details : []
      onProblems(
        details.map((detail) => ({ path: detail.path, message: { zh: detail.message, en: detail.message } })),
      )
      toast({ text: message, tone: 'danger' })
    }
    setBusy(undefined)
  }
  const { decide, transfer, returnTargets, commentFor } = answer.operations
  const [target] = returnTargets
  const needsComment = (command: string): boolean => commentFor.includes(command) && comment.trim() === ''
  const others = [
    ...(target === undefined
      ? []
      : [
          {
            key: 'return',
            label: t('return'),
            icon: <Icon name="undo-2" />,
            onClick: () => void act('return', { target }),
          },
        ]),
    ...(transfer
      ? [
          {
            key: 'transfer',
            label: t('transfer'),
            icon: <Icon name="user-check" />,
            onClick: () => setTransferring(true),
          },
        ]
      : []),
  ]
  return (
    <footer className="m-decide">
      <div className="m-decide-comment">
        <Input.TextArea
          aria-label={t('comment')}
          placeholder={t('commentHint')}
          value={comment}
          autoSize={{ minRows: 1, maxRows: 4 }}
          onChange={(event) => setComment(event.target.value)}
        />
        <div className="m-decide-quick">
          {(['quick1', 'quick2', 'quick3'] as const).map((key) => (
            <button key={key} type="button" onClick={() => setComment(t(key))}>
              {t(key)}
            </button>
          ))}
        </div>
      </div>
      {others.length === 0 ? null : (
        <Dropdown trigger={['click']} menu={{ items: others }}>
          <Button>{t('more')}</Button>
        </Dropdown>
      )}
      {decide.map((command) => (
        <Button
          key={command}
          type={command === 'reject' ? 'default' : 'primary'}
          danger={command === 'reject'}
          loading={busy === command}
          disabled={needsComment(command)}
          title={needsComment(command) ? t('commentHint') : ''}
          onClick={() => void act(command)}
        >
          {Object.hasOwn(messages, command) ? t(command as keyof typeof messages) : command}
        </Button>
      ))}
      {transferring ? (
        <TransferDialog
          entity={answer.item.entity}
          onCancel={() => setTransferring(false)}
          onPick={(to) => void act('transfer', { to })}
        />
      ) : null}
    </footer>
  )
}

function writable(values: RecordValues, answer: WorkItemAnswer): RecordValues {
  const may = (key: string): boolean => (answer.fields[key] ?? answer.fields['*']) === 'write'
  return Object.fromEntries(Object.entries(values).filter(([key]) => may(key)))
}

function TransferDialog({
  entity,
  onPick,
  onCancel,
}: {
  readonly entity: string
  readonly onPick: (user: string) => void
  readonly onCancel: () => void
}): ReactNode {
  const t = useT(messages)
  const ctx = useFaceContext(entity)
  const [user, setUser] = useState<Json>(null)
  const Face = ctx.faces.find('user')?.Input
  return (
    <Modal
      open
      title={t('transferTo')}
      okText={t('transfer')}
      okButtonProps={{ disabled: typeof user !== 'string' }}
      onOk={() => {
        if (typeof user === 'string') onPick(user)
        onCancel()
      }}
      onCancel={onCancel}
    >
      {Face === undefined ? null : (
        <Face
          value={user}
          onChange={setUser}
          ctx={ctx}
          field={{ key: 'user', type: 'user', label: t('transferTo') }}
        />
      )}
    </Modal>
  )
}
