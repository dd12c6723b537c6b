import type { OneKeptRun, RunPlace } from '@mortise/client'
import { Icon, RelativeTime, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { type Asked, deedsAt } from './deeds.ts'
import { messages } from './messages.ts'

/** Where a run stands: why it can't go on there, whom or what it waits for, and what can be done about it. */
export function RunPlaces({
  run,
  onAsk,
}: {
  readonly run: OneKeptRun
  readonly onAsk: (asked: Asked) => void
}): ReactNode {
  return (
    <ul className="m-runs-places">
      {run.places.map((place) => (
        <Place key={place.tokenId} place={place} suspended={run.suspended} onAsk={onAsk} />
      ))}
    </ul>
  )
}

function Place({
  place,
  suspended,
  onAsk,
}: {
  readonly place: RunPlace
  readonly suspended: boolean
  readonly onAsk: (asked: Asked) => void
}): ReactNode {
  const t = useT(messages)
  const { name, since, incident, tasks, wakesAt, waits, waitsFor } = place
  const deeds = deedsAt(place, suspended)
  return (
    <li className="m-card" data-stopped={incident !== null}>
      <div className="m-row">
        <b>{name}</b>
        <span className="m-spring" />
        {since === null ? null : (
          <small className="m-faint">
            <RelativeTime value={since} />
          </small>
        )}
      </div>
      {incident === null ? null : (
        <p className="m-runs-why">
          <Icon name="triangle-alert" size={14} />
          {incident.why}
        </p>
      )}
      {waits === null || incident !== null ? null : (
        <p className="m-faint">{t(`waits_${waits}`, { name: waitsFor ?? '' })}</p>
      )}
      {tasks.map((task) => (
        <div key={task.itemId} className="m-row">
          <span>{t('waitsForPeople', { names: task.name })}</span>
          <span className="m-spring" />
          {suspended ? null : (
            <Button size="small" onClick={() => onAsk({ deed: 'reassign', place, task })}>
              {t('do_reassign')}
            </Button>
          )}
        </div>
      ))}
      {wakesAt === null || incident !== null ? null : (
        <small className="m-faint">
          {t('wakes')} <RelativeTime value={wakesAt} />
        </small>
      )}
      {deeds.length === 0 ? null : (
        <div className="m-row">
          {deeds.map((deed) => (
            <Button
              key={deed}
              size="small"
              type={deed === 'retry' ? 'primary' : 'default'}
              onClick={() => onAsk({ deed, place })}
            >
              {t(`do_${deed}`)}
            </Button>
          ))}
        </div>
      )}
    </li>
  )
}
