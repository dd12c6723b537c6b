import { formatInstantText, Icon, useLocale, useT, useUi } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import type { FlowTrial, Told, TrialTurn } from '../../workbench/trials-api.ts'
import { usePeopleNames } from '../use-directory.ts'
import type { FlowEditor } from '../use-flow-editor.ts'
import { deedWord } from './deed-words.ts'
import { messages } from './messages.ts'
import type { Trial } from './use-trial.ts'
import { usePlaceNames } from './use-place-names.ts'
import { useToldWords } from './use-told-words.ts'

type Props = { readonly editor: FlowEditor; readonly trial: Trial; readonly result: FlowTrial }

/** What would have happened so far, turn by turn. */
export function TrialLog({ editor, trial, result }: Props): ReactNode {
  const t = useT(messages)
  const list = useRef<HTMLOListElement>(null)
  const { turn } = trial
  useEffect(() => {
    const latest = list.current?.children[turn]
    latest?.scrollIntoView({ block: 'nearest' })
  }, [turn, result])
  return (
    <section className="t-log">
      <h3>{t('log')}</h3>
      <ol ref={list}>
        {result.turns.map((one, at) => (
          <Turn key={at} editor={editor} trial={trial} turn={one} at={at} now={turn} />
        ))}
      </ol>
    </section>
  )
}

function Turn({
  editor,
  trial,
  turn,
  at,
  now,
}: {
  readonly editor: FlowEditor
  readonly trial: Trial
  readonly turn: TrialTurn
  readonly at: number
  readonly now: number
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { timeZone } = useUi()
  const nameOf = usePeopleNames()
  const place = usePlaceNames(editor)
  const { deed, error } = turn
  const what =
    deed === null
      ? t(at === 0 ? 'started' : 'passed', { name: nameOf(trial.begun?.starter ?? '') })
      : t(deed.person === null ? 'deedNobody' : 'deed', {
          name: nameOf(deed.person ?? ''),
          what: deedWord(t, deed.command),
          node: place(deed),
        })
  const ways = turn.frames
    .flatMap(({ nodeId }) => nodeId ?? [])
    .filter(
      (id) =>
        editor.nodes.find(editor.flow.nodes.find((one) => one.id === id)?.type ?? '')?.branching !== true,
    )
  // That the flow itself begins needs no line of its own.
  const told = turn.told.filter((one) => !(one.type === 'flow' && one.flow === editor.flow.key))
  return (
    <li className="t-turn" data-ahead={at > now} data-now={at === now}>
      <div className="t-turn-head">
        <b>{what}</b>
        <time className="m-num m-faint" dateTime={turn.at}>
          {formatInstantText(turn.at, timeZone)}
        </time>
      </div>
      {error === null ? null : <p className="m-error">{error.message[locale]}</p>}
      {error?.code === 'FLOW_NOT_READY' && trial.begun !== undefined ? (
        <Button
          size="small"
          onClick={() => trial.begun !== undefined && trial.begin({ ...trial.begun, anyway: true })}
        >
          {t('anyway')}
        </Button>
      ) : null}
      {ways.length === 0 ? null : (
        <p className="t-ways m-faint">{t('goesBy', { names: ways.map(editor.nameOf).join(' → ') })}</p>
      )}
      {told.length === 0 ? null : (
        <ul>
          {told.map((one, index) => (
            <ToldLine key={index} told={one} />
          ))}
        </ul>
      )}
    </li>
  )
}

const shownValues = 8

function ToldLine({ told }: { readonly told: Told }): ReactNode {
  const { icon, text, by, values } = useToldWords()(told)
  return (
    <li className="t-told" data-type={told.type}>
      <Icon name={icon} size={14} />
      <div>
        <span>{text}</span>
        {by === '' ? null : <small className="m-faint"> · {by}</small>}
        {values.length === 0 ? null : (
          <dl>
            {values.slice(0, shownValues).map(({ label, before, after }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{before === '' ? after : `${before} → ${after}`}</dd>
              </div>
            ))}
            {values.length > shownValues ? <div>…</div> : null}
          </dl>
        )}
      </div>
    </li>
  )
}
