import { formatInstantText, Icon, IconButton, useT, useUi } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { FlowTrial } from '../../workbench/trials-api.ts'
import { messages } from './messages.ts'
import type { Trial } from './use-trial.ts'

/** Steps, runs, and the clock of a simulation. */
export function TrialControls({
  trial,
  result,
}: {
  readonly trial: Trial
  readonly result: FlowTrial
}): ReactNode {
  const t = useT(messages)
  const { timeZone } = useUi()
  const { cursor, count, busy } = trial
  const latest = cursor >= count - 1
  const over = result.status !== 'running'
  const now = result.turns[trial.turn]?.at ?? result.now
  const time = (at: string): string => formatInstantText(at, timeZone)
  return (
    <section className="t-controls" role="group" aria-label={t('controls')}>
      <div className="t-row">
        <IconButton
          icon="chevron-left"
          label={t('back')}
          disabled={busy || cursor === 0}
          onClick={() => trial.look(-1)}
        />
        <span className="m-num t-count" aria-live="polite">
          {cursor + 1} / {count}
        </span>
        <IconButton
          icon="chevron-right"
          label={t('forward')}
          disabled={busy || latest}
          onClick={() => trial.look(1)}
        />
        <span className="m-spring" />
        <IconButton
          icon="undo-2"
          label={t('undo')}
          disabled={busy || result.steps.length === 0}
          onClick={trial.undo}
        />
        <IconButton icon="refresh-cw" label={t('again')} disabled={busy} onClick={trial.leave} />
      </div>
      <div className="t-row t-runs">
        <Button disabled={busy || over} onClick={() => trial.run('decision')}>
          {t('toDecision')}
        </Button>
        <Button disabled={busy || over} onClick={() => trial.run('end')}>
          {t('toEnd')}
        </Button>
      </div>
      <div className="t-clock">
        <Icon name="clock" />
        <span className="m-visually-hidden">{t('clock')}</span>
        <time dateTime={now} className="m-num">
          {time(now)}
        </time>
        <small className="m-faint">
          {result.nextAt === null ? t('nothingDue') : t('nextDueAt', { at: time(result.nextAt) })}
        </small>
      </div>
      <div className="t-row t-runs">
        <Button
          size="small"
          disabled={busy || result.nextAt === null}
          onClick={() => trial.take({ do: 'wait' })}
        >
          {t('nextDue')}
        </Button>
        <Button
          size="small"
          disabled={busy || over}
          onClick={() => trial.take({ do: 'wait', duration: 'P1D' })}
        >
          {t('workday')}
        </Button>
      </div>
      {latest ? null : (
        <div className="t-looking" role="status">
          <span>{t('looking')}</span>
          <Button size="small" onClick={trial.toLatest}>
            {t('toLatest')}
          </Button>
          {trial.turn < result.steps.length ? (
            <Button size="small" onClick={trial.goOnHere}>
              {t('goOnHere')}
            </Button>
          ) : null}
        </div>
      )}
    </section>
  )
}
