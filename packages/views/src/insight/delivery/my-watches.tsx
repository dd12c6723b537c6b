import { listed, type LocalizedText } from '@mortise/errors'
import type { AlertSettings, DeliverySettings, ReportWatch, WatchRun } from '@mortise/client'
import {
  EmptyState,
  ErrorState,
  formatInstantText,
  groupDigits,
  Icon,
  IconButton,
  Link,
  Skeleton,
  Tag,
  useConfirm,
  useLocale,
  useT,
  useToast,
  useUi,
} from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown, Switch } from 'antd'
import { type ReactNode, useState } from 'react'
import '../../styles/report-delivery.css'
import { useAttempt } from '../../workspace/use-attempt.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { hasPeriods } from './actions.tsx'
import type { Figure } from './alert-fields.tsx'
import { type DeliveryWords, messages } from './messages.ts'
import { RunLog, stateTone } from './run-log.tsx'
import { scheduleText } from './schedule.tsx'
import { formatNames, WatchDialog } from './watch-dialog.tsx'

/** All that somebody set or is sent of reports: when it comes next, how it went last, and the way out. */
export function MyWatches(): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const [all, setAll] = useState(false)
  const list = useQuery({
    queryKey: ['report-watches', all],
    queryFn: () => client.delivery.watches(undefined, all),
  })
  return (
    <section className="m-card m-stack" aria-label={t('mineTitle')}>
      <div className="m-watch-head">
        <div className="m-grow">
          <h2>{t('mineTitle')}</h2>
          <p className="m-faint">{t('mineNote')}</p>
        </div>
        {me.admin ? (
          <label className="m-watch-switch">
            <Switch size="small" checked={all} onChange={setAll} />
            <span>{t('everybody')}</span>
          </label>
        ) : null}
      </div>
      {list.isPending ? <Skeleton shape="rows" count={3} /> : null}
      {list.isError ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data?.length === 0 ? (
        <EmptyState drawing="chart" title={t('mineEmpty')} text={t('mineEmptyText')} />
      ) : null}
      {list.data === undefined || list.data.length === 0 ? null : (
        <ul className="m-watches">
          {list.data.map((watch) => (
            <WatchLine key={watch.id} watch={watch} />
          ))}
        </ul>
      )}
    </section>
  )
}

function useActs(watch: ReportWatch) {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const attempt = useAttempt()
  const confirm = useConfirm()
  const queries = useQueryClient()
  const run = async (work: () => Promise<unknown>, said?: string): Promise<void> => {
    if ((await attempt(work)) && said !== undefined) toast({ text: said, tone: 'success' })
    await queries.invalidateQueries({ queryKey: ['report-watches'] })
  }
  return {
    leave: (leave: boolean) => run(() => client.delivery.leave(watch.id, leave), t('changed')),
    pause: (enabled: boolean) => run(() => client.delivery.change(watch.id, { enabled }), t('changed')),
    tryNow: () =>
      run(async () => {
        const begun = await client.delivery.tryNow(watch.id)
        toast({ text: t(begun ? 'trying' : 'triedJustNow'), ...(begun ? { tone: 'success' as const } : {}) })
      }),
    remove: async () => {
      const name = watch.name || watch.label || ''
      const ask = {
        title: t('removeAsk', { name }),
        body: t('removeBody'),
        action: t('remove'),
        danger: true,
      }
      if (await confirm(ask)) await run(() => client.delivery.remove(watch.id), t('removed'))
    },
  }
}

function WatchLine({ watch }: { readonly watch: ReportWatch }): ReactNode {
  const { client, model } = useWorkspace()
  const { timeZone } = useUi()
  const t = useT(messages)
  const locale = useLocale()
  const acts = useActs(watch)
  const [open, setOpen] = useState<'edit' | 'log'>()
  const name = watch.name || watch.label || t('gone')
  const report = watch.targetKind === 'report' ? model.document('report', watch.target ?? '') : undefined
  const state = !watch.enabled ? t('paused') : watch.left ? t('hasLeft') : undefined
  const form =
    watch.kind === 'delivery'
      ? t(formatNames[(watch.settings as DeliverySettings).format])
      : alertWords(t, watch.settings as AlertSettings)
  const facts = [
    t(watch.kind === 'alert' ? 'kindAlert' : 'kindDelivery'),
    scheduleText(t, watch.schedule, locale),
    form,
    ...(watch.recipients === undefined
      ? [t('by', { name: watch.createdByName })]
      : [
          t('to', {
            names: listed(
              watch.recipients.map((one) => one.name),
              locale,
            ),
          }),
        ]),
    ...(watch.nextAt === null ? [] : [t('next', { time: formatInstantText(watch.nextAt, timeZone) })]),
  ]
  const items = [
    { key: 'try', label: t('tryNow'), disabled: watch.left },
    { key: 'log', label: t('log') },
    ...(watch.receives ? [{ key: 'leave', label: t(watch.left ? 'comeBack' : 'leave') }] : []),
    ...(watch.mine
      ? [
          { key: 'edit', label: t('edit'), disabled: watch.target === null },
          { key: 'pause', label: t(watch.enabled ? 'pause' : 'resume') },
          { key: 'remove', label: t('remove'), danger: true },
        ]
      : []),
  ]
  const pick: { readonly [key: string]: () => unknown } = {
    try: acts.tryNow,
    log: () => setOpen('log'),
    leave: () => acts.leave(!watch.left),
    edit: () => setOpen('edit'),
    pause: () => acts.pause(!watch.enabled),
    remove: acts.remove,
  }
  return (
    <li>
      <span className="m-watch-mark">
        <Icon name={watch.kind === 'alert' ? 'bell' : 'mail'} size={16} />
      </span>
      <div className="m-grow">
        <b>{watch.path === null ? name : <Link href={watch.path}>{name}</Link>}</b>
        {state === undefined ? null : <Tag>{state}</Tag>}
        <small className="m-faint">{facts.join(' · ')}</small>
        {watch.last === undefined ? null : (
          <LastRun run={watch.last} file={client.delivery.runFileUrl(watch.last.id)} />
        )}
      </div>
      {watch.receives && !watch.mine ? (
        <Button size="small" onClick={() => void acts.leave(!watch.left)}>
          {t(watch.left ? 'comeBack' : 'leave')}
        </Button>
      ) : null}
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void pick[key]?.() }}>
        <span>
          <IconButton icon="ellipsis-vertical" label={name} />
        </span>
      </Dropdown>
      {open === 'log' ? <RunLog watch={watch} name={name} onClose={() => setOpen(undefined)} /> : null}
      {open === 'edit' && watch.target !== null ? (
        <WatchDialog
          ground={{
            place: { targetKind: watch.targetKind, target: watch.target },
            label: watch.label ?? name,
            kind: watch.kind,
            known: watch,
            figures: figuresOf(report, watch.settings as AlertSettings),
            periods: hasPeriods(report),
          }}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </li>
  )
}

function alertWords(t: DeliveryWords, { op, value }: AlertSettings): string {
  if (op === 'noData') return t('noData')
  return `${t(op)} ${value === undefined ? '' : groupDigits(String(value))}${op === 'change' ? '%' : ''}`
}

/** Figures of a report; of kinds that make their own, the one that is watched. */
function figuresOf(
  report:
    | { readonly measures?: readonly { readonly key: string; readonly label?: LocalizedText }[] }
    | undefined,
  { measure }: AlertSettings,
): readonly Figure[] {
  const own = (report?.measures ?? []).map(({ key, label }) => ({ key, label: label ?? key }))
  return own.some(({ key }) => key === measure) || measure === undefined
    ? own
    : [...own, { key: measure, label: measure }]
}

function LastRun({ run, file }: { readonly run: WatchRun; readonly file: string }): ReactNode {
  const { timeZone } = useUi()
  const t = useT(messages)
  return (
    <small className="m-watch-last">
      <Tag dot color={stateTone[run.state]}>
        {t(run.why === 'measure' ? 'figureGone' : run.state)}
      </Tag>
      <span className="m-faint">{formatInstantText(run.dueAt, timeZone)}</span>
      {run.file ? (
        <a href={file} download>
          {t('lastFile')}
        </a>
      ) : null}
    </small>
  )
}
