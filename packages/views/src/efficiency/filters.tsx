import type { EfficiencyQuery } from '@mortise/client'
import type { EfficiencyReport } from '@mortise/flows'
import { dateInZone, SegmentedControl, useT, useUi } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'
import type { Clock } from './say.ts'

const spans = [30, 90, 365] as const
const day = 'YYYY-MM-DD'

/** The days up to today, which is the day it is where the workspace is, wherever somebody reads it. */
export function lastDays(
  count: number,
  timeZone: string,
  now: number = Date.now(),
): { readonly from: string; readonly to: string } {
  const to = dateInZone(now, timeZone)
  return {
    from: dayjs(to)
      .subtract(count - 1, 'day')
      .format(day),
    to,
  }
}

type Props = {
  readonly picker: ReactNode
  readonly report: EfficiencyReport | undefined
  readonly query: EfficiencyQuery
  readonly onQuery: (query: EfficiencyQuery) => void
  readonly clock: Clock
  readonly onClock: (clock: Clock) => void
}

/** Which runs count, and by which clock. */
export function Filters({ picker, report, query, onQuery, clock, onClock }: Props): ReactNode {
  const t = useT(messages)
  const { timeZone } = useUi()
  const { client, me } = useWorkspace()
  const last = (count: number): ReturnType<typeof lastDays> => lastDays(count, me.workspace.timeZone)
  const departments = useQuery({
    queryKey: ['people', 'departments'],
    queryFn: () => client.people.departments(),
  })
  const preset = spans.find((count) => last(count).from === query.from && last(count).to === query.to)
  const choose = (value: number | undefined): void => {
    if (value !== undefined) onQuery({ ...query, ...last(value) })
  }
  return (
    <div className="m-eff-filters">
      {picker}
      <Select
        aria-label={t('period')}
        value={preset ?? 0}
        options={[
          ...spans.map((count) => ({ value: count as number, label: t(`d${count}`) })),
          ...(preset === undefined ? [{ value: 0, label: t('own') }] : []),
        ]}
        onChange={choose}
      />
      <DatePicker.RangePicker
        className="m-eff-span"
        allowClear={false}
        value={[dayjs(query.from), dayjs(query.to)]}
        onChange={(days) => {
          const [from, to] = days ?? []
          if (from && to) onQuery({ ...query, from: from.format(day), to: to.format(day) })
        }}
      />
      <Select
        aria-label={t('by')}
        value={query.by}
        options={(['started', 'ended'] as const).map((by) => ({ value: by, label: t(by) }))}
        onChange={(by) => onQuery({ ...query, by })}
      />
      <Select
        aria-label={t('department')}
        placeholder={t('department')}
        className="m-eff-filter"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={query.department}
        options={(departments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(department: string | undefined) => onQuery({ ...query, department })}
      />
      {report === undefined || report.versions.length < 2 ? null : (
        <Select
          aria-label={t('version')}
          placeholder={t('version')}
          className="m-eff-filter"
          allowClear
          value={query.version}
          options={report.versions.toReversed().map(({ hash, number, since }) => ({
            value: hash,
            label: t('versionOf', { n: number, day: dateInZone(Date.parse(since), timeZone) }),
          }))}
          onChange={(version: string | undefined) => onQuery({ ...query, version })}
        />
      )}
      {report === undefined || report.calendars.length < 2 || clock === 'wall' ? null : (
        <Select
          aria-label={t('calendar')}
          value={query.calendar ?? report.calendar.key}
          options={report.calendars.map(({ key, label }) => ({ value: key, label }))}
          onChange={(calendar: string) => onQuery({ ...query, calendar })}
        />
      )}
      <SegmentedControl
        label={t('clock')}
        value={clock}
        onChange={onClock}
        options={[
          { value: 'work', label: t('work') },
          { value: 'wall', label: t('wall') },
        ]}
      />
    </div>
  )
}
