import { isApiError, type FlowVersion, type LostStep, type MovedRuns } from '@mortise/client'
import {
  ErrorState,
  Icon,
  randomId,
  RelativeTime,
  SegmentedControl,
  Skeleton,
  Tag,
  useT,
  useToast,
} from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { messages } from './messages.ts'

const timerChoices = ['keep', 'restart', 'shorten'] as const
const shownAtMost = 20

/** Where runs at a lost step go on, and what the step was. */
type Chosen = { readonly step: LostStep; readonly to: string }

/** Moves open runs to the published version: what is lost gets a word, what can't move is listed, then all or none. */
export function MoveDialog({
  flow,
  versions,
  may,
  onClose,
}: {
  readonly flow: string
  readonly versions: readonly FlowVersion[]
  readonly may: boolean
  readonly onClose: () => void
}): ReactNode {
  const { client } = useWorkbench()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const [timers, setTimers] = useState<(typeof timerChoices)[number]>('keep')
  const [busy, setBusy] = useState(false)
  const nodes = Object.fromEntries(chosen.map(({ step, to }) => [step.id, to]))
  const look = useQuery({
    queryKey: ['design', 'flow versions', flow, 'look', nodes, timers],
    enabled: may,
    gcTime: 0,
    placeholderData: (before) => before,
    queryFn: () => client.flowVersions.look(flow, { nodes, timers }),
  })
  const found = look.data
  const ready = found !== undefined && !look.isFetching && found.stuck.length === 0 && found.total > 0
  const move = async (): Promise<void> => {
    setBusy(true)
    try {
      const { moved } = await client.flowVersions.move(flow, { nodes, timers, commandId: randomId() })
      toast({ text: t('moved', { n: moved }), tone: 'success' })
      await queries.invalidateQueries({ queryKey: ['design', 'flow versions'] })
      onClose()
    } catch (error) {
      const text = isApiError(error) ? error.message : String(error)
      toast({ text, tone: 'danger' })
      await look.refetch()
    }
    setBusy(false)
  }
  const asked = [
    ...chosen.map(({ step }) => step),
    ...(found?.lost ?? []).filter((step) => chosen.every((one) => one.step.id !== step.id)),
  ]
  return (
    <Modal
      open
      width={620}
      title={t('title')}
      okText={t('move', { n: found?.total ?? 0 })}
      cancelText={t('close')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={busy}
      onOk={() => void move()}
      onCancel={onClose}
    >
      <div className="f-move">
        <p className="m-faint">{t('note')}</p>
        <Versions versions={versions} />
        {may ? null : <p className="m-faint">{t('adminOnly')}</p>}
        {look.isError ? <ErrorState error={look.error} onRetry={() => void look.refetch()} /> : null}
        {may && look.isPending ? <Skeleton shape="lines" /> : null}
        {asked.length === 0 ? null : (
          <Lost
            steps={asked}
            chosen={nodes}
            onChoose={(step, to) =>
              setChosen([...chosen.filter((one) => one.step.id !== step.id), { step, to }])
            }
          />
        )}
        {found === undefined || found.total === 0 ? null : (
          <label>
            {t('timers')}
            <SegmentedControl
              label={t('timers')}
              value={timers}
              options={timerChoices.map((one) => ({ value: one, label: t(one) }))}
              onChange={setTimers}
            />
          </label>
        )}
        {found === undefined ? null : <Outcome found={found} />}
      </div>
    </Modal>
  )
}

function Versions({ versions }: { readonly versions: readonly FlowVersion[] }): ReactNode {
  const t = useT(messages)
  return (
    <ul className="f-move-versions" aria-label={t('versions')}>
      {versions.map((one) => (
        <li key={one.version}>
          {one.current ? <Tag color="green">{t('current')}</Tag> : <Tag>{t('old')}</Tag>}
          <span className="m-faint">
            {t('begun')} <RelativeTime value={one.firstAt} />
          </span>
          <span className="m-spring" />
          {t('count', { n: one.count })}
        </li>
      ))}
    </ul>
  )
}

function Lost({
  steps,
  chosen,
  onChoose,
}: {
  readonly steps: readonly LostStep[]
  readonly chosen: { readonly [step: string]: string }
  readonly onChoose: (step: LostStep, to: string) => void
}): ReactNode {
  const t = useT(messages)
  return (
    <section className="f-move-lost">
      <h4>{t('lost')}</h4>
      {steps.map((step) => (
        <div key={step.id} className="d-pair">
          <span>{t('lostStep', { name: step.name, n: step.runs })}</span>
          <Icon name="arrow-right" size={14} />
          <Select<string>
            aria-label={t('goesTo', { name: step.name })}
            placeholder={t(step.choices.length === 0 ? 'noChoice' : 'choose')}
            disabled={step.choices.length === 0}
            value={chosen[step.id] ?? null}
            options={step.choices.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(to) => onChoose(step, to)}
          />
        </div>
      ))}
    </section>
  )
}

function Outcome({ found }: { readonly found: MovedRuns }): ReactNode {
  const t = useT(messages)
  if (found.total === 0) return <p role="status">{t('none')}</p>
  if (found.stuck.length === 0)
    return (
      <p role="status" className="f-fine">
        <Icon name="circle-check" size={14} />
        {t('fine', { n: found.total })}
      </p>
    )
  const runs = new Set(found.stuck.map((one) => one.instanceId)).size
  const rest = found.stuck.length - shownAtMost
  return (
    <section>
      <p role="status" className="m-error">
        {t('stuck', { n: runs })}
      </p>
      <ul className="f-move-stuck">
        {found.stuck.slice(0, shownAtMost).map((one, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>
            <b>{one.title}</b>
            <span className="m-faint">{one.why}</span>
          </li>
        ))}
        {rest > 0 ? <li className="m-faint">{t('more', { n: rest })}</li> : null}
      </ul>
    </section>
  )
}
