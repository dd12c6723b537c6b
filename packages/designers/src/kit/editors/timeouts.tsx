import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import type { ApprovalSettings } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { AssigneesEditor } from './assignees.tsx'
import { DurationEditor } from './duration.tsx'
import { documentEditor } from './document.tsx'
import { messages } from './messages.ts'

type Timeout = NonNullable<ApprovalSettings['timeouts']>[number]
const acts = ['remind', 'approve', 'reject', 'transfer', 'return'] as const
const Calendars = documentEditor('calendar')

function replaced(list: readonly Timeout[], at: number, next: Timeout): readonly Timeout[] {
  return list.map((one, index) => (index === at ? next : one))
}

/** Working time of a calendar, or plain time where none is named. */
function withCalendar(list: readonly Timeout[], at: number, calendar: unknown): readonly Timeout[] {
  const { calendar: _, ...rest } = list[at] ?? { after: 'PT24H', do: 'remind' as const }
  return replaced(list, at, typeof calendar === 'string' && calendar !== '' ? { ...rest, calendar } : rest)
}

/** How often people are reminded again. */
function withRepeat(list: readonly Timeout[], at: number, repeat: unknown): readonly Timeout[] {
  const { repeat: _, ...rest } = list[at] ?? { after: 'PT24H', do: 'remind' as const }
  return replaced(list, at, typeof repeat === 'string' && repeat !== '' ? { ...rest, repeat } : rest)
}

/** What happens when nobody decides in time: several steps, one after the other. */
export function TimeoutsEditor(props: InputProps): ReactNode {
  const t = useT(messages)
  const list = (Array.isArray(props.value) ? props.value : []) as unknown as readonly Timeout[]
  const write = (next: readonly Timeout[]): void =>
    props.onChange(next.length === 0 ? null : (next as unknown as Json))
  const put = (at: number, change: Partial<Timeout>): void =>
    write(list.map((one, index) => (index === at ? { ...one, ...change } : one)))
  return (
    <div className="m-editor-rows">
      {list.map((one, at) => (
        <div key={at} className="m-editor-block">
          <span className="d-pair">
            <span className="m-faint">{t('after')}</span>
            <DurationEditor
              value={one.after}
              onChange={(after) => put(at, { after: typeof after === 'string' ? after : 'PT24H' })}
            />
            <IconButton icon="x" label={t('remove')} onClick={() => write(list.toSpliced(at, 1))} />
          </span>
          <span className="d-pair">
            <span className="m-faint">{t('then')}</span>
            <Select<Timeout['do']>
              aria-label={t('then')}
              value={one.do}
              options={acts.map((act) => ({ value: act, label: t(act) }))}
              onChange={(act) => put(at, { do: act })}
            />
          </span>
          <span className="d-pair">
            <span className="m-faint">{t('byCalendar')}</span>
            <Calendars
              {...props}
              value={one.calendar ?? null}
              onChange={(next) => write(withCalendar(list, at, next))}
            />
          </span>
          {one.do === 'remind' ? (
            <span className="d-pair">
              <span className="m-faint">{t('againAfter')}</span>
              <DurationEditor
                value={one.repeat ?? null}
                onChange={(next) => write(withRepeat(list, at, next))}
              />
            </span>
          ) : null}
          {one.do === 'transfer' ? (
            <AssigneesEditor
              {...props}
              value={one.to === undefined ? [] : ([one.to] as unknown as Json)}
              onChange={(next) => {
                const to = (Array.isArray(next) ? next.at(-1) : undefined) as Timeout['to']
                if (to !== undefined) put(at, { to })
              }}
            />
          ) : null}
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        onClick={() => write([...list, { after: 'PT24H', do: 'remind' }])}
      >
        {t('addTimeout')}
      </Button>
    </div>
  )
}
