import { say } from '@mortise/errors'
import { Icon, IconButton, useConfirm, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { ScenarioLine } from '../workbench/trials-api.ts'
import { messages } from './messages.ts'
import type { Playing } from './use-played.ts'
import './scenario.css'

const icons = {
  passed: 'circle-check',
  failed: 'circle-x',
  beyond: 'circle-dot',
  unseen: 'circle-dot',
  ahead: 'circle-dot',
  broke: 'triangle-alert',
  waiting: 'circle',
} as const

/** Scenarios with how they went, each to be played or taken away. */
export function ScenarioRows({
  lines,
  playing,
  onRemove,
}: {
  readonly lines: readonly ScenarioLine[]
  readonly playing: Playing
  readonly onRemove?: (key: string) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const confirm = useConfirm()
  const remove = async ({ key }: ScenarioLine, name: string): Promise<void> => {
    const request = { title: t('remove', { name }), body: t('removeAsk'), action: t('delete'), danger: true }
    if (await confirm(request)) onRemove?.(key)
  }
  return (
    <ul className="s-rows">
      {lines.map((line) => {
        const played = playing.results.get(line.key)
        const before = line.passed === null ? 'waiting' : line.passed ? 'passed' : 'failed'
        const outcome = played?.outcome ?? before
        const busy = playing.now === line.key
        const name = say(line.label, locale) || line.key
        return (
          <li key={line.key} className="s-row" data-outcome={outcome} aria-busy={busy}>
            <Icon name={busy ? 'clock' : icons[outcome]} />
            <div>
              <b>{name}</b>
              <small>
                {t(outcome)}
                {line.own ? '' : ` · ${t('came')}`}
              </small>
              {played?.why === null || played === undefined || outcome === 'beyond' ? null : (
                <p className={outcome === 'failed' ? 'm-error' : 'm-faint'}>{say(played.why, locale)}</p>
              )}
              {outcome === 'beyond' ? <p className="m-faint">{t('beyondNote')}</p> : null}
            </div>
            <IconButton
              icon="play"
              size={14}
              label={`${t('play')} ${name}`}
              disabled={playing.now !== undefined}
              onClick={() => void playing.play([line])}
            />
            {line.own && onRemove !== undefined ? (
              <IconButton
                icon="trash-2"
                size={14}
                label={t('remove', { name })}
                onClick={() => void remove(line, name)}
              />
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
