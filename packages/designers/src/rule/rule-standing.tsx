import { Card, Icon, RelativeTime, Tag, useT, useToast, useUi } from '@mortise/ui'
import { formatInstantText } from '@mortise/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import type { RuleLine } from '../workbench/rules-api.ts'
import { messages } from './run-messages.ts'

/** The published rules with what became of them lately. */
export function useRulesAtWork(): ReturnType<typeof useQuery<readonly RuleLine[]>> {
  const { api } = useWorkbench()
  return useQuery({ queryKey: ['design', 'rules-at-work'], queryFn: () => api.rulesAtWork() })
}

/** Stops a rule at once or lets it go on. */
export function useSwitchRule(): {
  readonly set: (rule: string, on: boolean) => void
  readonly busy: boolean
} {
  const t = useT(messages)
  const { api } = useWorkbench()
  const toast = useToast()
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: ({ rule, on }: { readonly rule: string; readonly on: boolean }) => api.switchRule(rule, on),
    onSuccess: async (_, { on }) => {
      toast({ text: t(on ? 'resumed' : 'paused') })
      await queries.invalidateQueries({ queryKey: ['design', 'rules-at-work'] })
    },
    onError: (error) => toast({ text: error.message, tone: 'danger' }),
  })
  return { set: (rule, on) => change.mutate({ rule, on }), busy: change.isPending }
}

/** What state a published rule is in. */
export function StandingTag({ line }: { readonly line: RuleLine | undefined }): ReactNode {
  const t = useT(messages)
  if (line === undefined) return <Tag>{t('draftOnly')}</Tag>
  if (line.paused !== null)
    return <Tag color="red">{t(line.paused.reason === 'cascade' ? 'pausedByGuard' : 'pausedByPerson')}</Tag>
  return line.enabled ? <Tag color="green">{t('running')}</Tag> : <Tag>{t('off')}</Tag>
}

/** How a published rule stands: its runs of late, what waits, a switch, and a run over the records there are. */
export function RuleStanding({ line }: { readonly line: RuleLine }): ReactNode {
  const t = useT(messages)
  const { timeZone } = useUi()
  const { set, busy } = useSwitchRule()
  const [filling, setFilling] = useState(false)
  const next = line.nextAt === null ? '' : formatInstantText(line.nextAt, timeZone)
  return (
    <Card>
      <div className="d-standing">
        <StandingTag line={line} />
        <span>
          {t('sevenDays', { n: line.runs })}
          {line.failed === 0 ? null : <span className="m-error"> · {t('failedN', { n: line.failed })}</span>}
        </span>
        {line.lastAt === null ? null : <RelativeTime value={line.lastAt} />}
        {line.nextAt === null ? null : (
          <span className="m-faint">
            {line.waiting > 1 ? t('waitingN', { n: line.waiting, at: next }) : t('nextAt', { at: next })}
          </span>
        )}
        <span className="m-spring" />
        {line.phase === 'beforeSave' ? null : (
          <Button size="small" icon={<Icon name="repeat" size={14} />} onClick={() => setFilling(true)}>
            {t('backfill')}
          </Button>
        )}
        <Button
          size="small"
          type={line.paused === null ? 'default' : 'primary'}
          loading={busy}
          onClick={() => set(line.key, line.paused !== null)}
        >
          {t(line.paused === null ? 'pause' : 'resume')}
        </Button>
      </div>
      {filling ? <Backfill rule={line.key} onClose={() => setFilling(false)} /> : null}
    </Card>
  )
}

function Backfill({ rule, onClose }: { readonly rule: string; readonly onClose: () => void }): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const toast = useToast()
  const [day, setDay] = useState('')
  const since = day === '' ? null : new Date(`${day}T00:00:00`).toISOString()
  const count = useQuery({
    queryKey: ['design', 'backfill', rule, since],
    queryFn: () => api.backfill(rule, { since, dryRun: true }),
    staleTime: 0,
  })
  const run = useMutation({
    mutationFn: () => api.backfill(rule, { since, dryRun: false }),
    onSuccess: ({ count: n }) => {
      toast({ text: t('backfillAsked', { n }), tone: 'success' })
      onClose()
    },
  })
  const error = count.error ?? run.error
  return (
    <Modal
      open
      title={t('backfill')}
      okText={t('backfillGo')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: (count.data?.count ?? 0) === 0, loading: run.isPending }}
      onOk={() => run.mutate()}
      onCancel={onClose}
    >
      <div className="m-stack">
        <p>{t('backfillText')}</p>
        <label className="d-line">
          <span>{t('backfillSince')}</span>
          <Input
            type="date"
            aria-label={t('backfillSince')}
            value={day}
            onChange={({ target }) => setDay(target.value)}
          />
        </label>
        {error === null ? null : <p className="m-error">{error.message}</p>}
        {count.data === undefined ? null : <b>{t('backfillCount', { n: count.data.count })}</b>}
      </div>
    </Modal>
  )
}
