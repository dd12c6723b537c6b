import { say } from '@mortise/errors'
import { Avatar, formatInstantText, Icon, useLocale, useT, useUi } from '@mortise/ui'
import { Button, Dropdown } from 'antd'
import type { ReactNode } from 'react'
import type { FlowTrial, RunMove, TrialStep } from '../../workbench/trials-api.ts'
import { usePeopleNames } from '../use-directory.ts'
import type { FlowEditor } from '../use-flow-editor.ts'
import { deedWord } from './deed-words.ts'
import { messages } from './messages.ts'
import type { Trial } from './use-trial.ts'
import { usePlaceNames } from './use-place-names.ts'

type Props = { readonly editor: FlowEditor; readonly trial: Trial; readonly result: FlowTrial }

/** Who may decide what now, and what else may come. */
export function TrialMoves({ editor, trial, result }: Props): ReactNode {
  const t = useT(messages)
  const latest = trial.cursor >= trial.count - 1
  if (!latest) return null
  const { moves, status } = result
  if (status !== 'running') {
    const error = result.turns.at(-1)?.error
    if (status === 'none' && error !== null && error !== undefined) return null
    return (
      <p className="t-ended" data-status={status} role="status">
        <Icon name={status === 'approved' ? 'circle-check' : 'flag'} />
        {status === 'none' ? t('notStarted') : t(`ended_${status}`)}
      </p>
    )
  }
  return (
    <section className="t-moves">
      <h3>{t('moves')}</h3>
      {moves.length === 0 && result.nextAt === null ? <p className="m-faint">{t('stands')}</p> : null}
      <ul>
        {moves.map((move, at) => (
          <li key={at}>
            <MoveLine editor={editor} trial={trial} move={move} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function MoveLine({
  editor,
  trial,
  move,
}: Pick<Props, 'editor' | 'trial'> & { readonly move: RunMove }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { timeZone } = useUi()
  const place = usePlaceNames(editor)(move)
  const { take, busy } = trial
  if (move.type === 'decide') return <Decision editor={editor} trial={trial} move={move} />
  if (move.type === 'ring')
    return (
      <p className="t-move m-faint">
        <Icon name="clock" size={14} />
        <span>
          {place} · {t('rings', { at: formatInstantText(move.at, timeZone) })}
        </span>
      </p>
    )
  if (move.type === 'hear')
    return (
      <div className="t-move">
        <Icon name="mail" size={14} />
        <span className="t-place">{place}</span>
        <Button
          size="small"
          disabled={busy}
          onClick={() => take({ do: 'hear', run: move.run, key: move.key })}
        >
          {t('comes', { name: move.name })}
        </Button>
      </div>
    )
  const mend = (how: 'retryIncident' | 'skipIncident'): void =>
    take({ do: 'mend', run: move.run, incident: move.incidentId, how })
  return (
    <div className="t-move t-stuck">
      <span className="t-place">
        <b>{place}</b>
        <span className="m-error">{say({ zh: move.zh, en: move.en }, locale)}</span>
      </span>
      <Button size="small" disabled={busy} onClick={() => mend('retryIncident')}>
        {t('retry')}
      </Button>
      <Button size="small" disabled={busy} onClick={() => mend('skipIncident')}>
        {t('skip')}
      </Button>
    </div>
  )
}

function Decision({
  editor,
  trial,
  move,
}: Pick<Props, 'editor' | 'trial'> & {
  readonly move: Extract<RunMove, { readonly type: 'decide' }>
}): ReactNode {
  const t = useT(messages)
  const nameOf = usePeopleNames()
  const places = usePlaceNames(editor)
  const { take, busy } = trial
  const decide = (command: string, to?: string): void => {
    const step: TrialStep = { do: 'decide', item: move.itemId, command }
    take(to === undefined ? step : { ...step, to })
  }
  return (
    <div className="t-move t-decide">
      <span className="t-who">
        <Avatar name={nameOf(move.person)} size={24} />
        <span className="t-place">
          <b>{nameOf(move.person)}</b>
          <button type="button" className="t-link" onClick={() => editor.select({ node: move.nodeId })}>
            {places(move)}
          </button>
        </span>
      </span>
      <span className="t-acts">
        {move.commands.map((command, at) => (
          <Button
            key={command}
            size="small"
            type={at === 0 ? 'primary' : 'default'}
            danger={command === 'reject'}
            disabled={busy}
            onClick={() => decide(command)}
          >
            {deedWord(t, command)}
          </Button>
        ))}
        {move.returnTo.length === 0 ? null : (
          <Dropdown
            trigger={['click']}
            menu={{
              items: move.returnTo.map((key) => ({
                key,
                label: t('returnTo', { name: places({ flow: move.flow, nodeId: key }) }),
              })),
              onClick: ({ key }) => decide('return', key),
            }}
          >
            <Button size="small" disabled={busy}>
              {t('do_return')}
            </Button>
          </Dropdown>
        )}
      </span>
    </div>
  )
}
