import { compileCalendar } from '@mortise/calendars'
import { isMortiseError } from '@mortise/errors'
import type { CalendarDocument } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { Missing } from '../kit/missing.tsx'
import { CardsAndPanel, OneDocument } from '../kit/one-document.tsx'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { patched } from '../kit/patched.ts'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import { hoursOf, weekdays } from './commands.ts'
import { messages } from './messages.ts'
import { WeekEditor } from './week-editor.tsx'
import { YearPlan } from './year-plan.tsx'

const settings = [panelSetting('label', { zh: '日历名称', en: 'Name' }, { editor: 'label', required: true })]

type CalendarDraft = Draft<{ readonly calendar: CalendarDocument }>

/** Designs a calendar of working time: the hours of the week, and the days of each year that are otherwise. */
export function CalendarPage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ calendar: ['calendar', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft} name={name} />
}

function Designer({ draft, name }: { readonly draft: CalendarDraft; readonly name: string }): ReactNode {
  const t = useT(messages)
  const { calendar } = draft.present
  const [open, setOpen] = useState(false)
  const write = (next: object, label: string, merge?: string): void =>
    draft.commit({ calendar: next as CalendarDocument }, label, merge)
  return (
    <OneDocument
      kind="calendar"
      name={name}
      value={calendar}
      steps={draft as Draft<unknown>}
      onWrite={write}
      tab={t('tab')}
    >
      <CardsAndPanel
        wide
        open={open}
        onOpen={setOpen}
        seal={draft.seal}
        panel={
          <>
            <h2 className="d-panel-title">{t('basics')}</h2>
            <Panel
              name="calendar"
              settings={settings}
              values={calendar}
              home={undefined}
              onChange={(values, changed) =>
                write(patched(calendar, { label: values['label'] ?? '' }), t('editCalendar'), changed)
              }
            />
            <TimeZoneBox
              value={calendar.timeZone}
              onChange={(timeZone) => write({ ...calendar, timeZone }, t('editCalendar'))}
            />
            <p className="m-faint d-panel-note">{t('usedBy')}</p>
          </>
        }
      >
        <Fault calendar={calendar} />
        <WeekEditor calendar={calendar} onChange={(next, merge) => write(next, t('setWeek'), merge)} />
        <YearPlan calendar={calendar} onChange={write} />
      </CardsAndPanel>
    </OneDocument>
  )
}

/** What makes it impossible to work with this calendar; nothing where it is sound. */
function Fault({ calendar }: { readonly calendar: CalendarDocument }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const fault = useMemo(() => {
    if (weekdays.every((day) => hoursOf(calendar, day).length === 0)) return t('idle')
    try {
      compileCalendar(calendar)
    } catch (error) {
      return isMortiseError(error) ? error.text[locale] : t('wrong')
    }
    return undefined
  }, [calendar, locale, t])
  return fault === undefined ? null : (
    <p className="d-note" data-tone="danger" role="alert">
      <Icon name="triangle-alert" size={14} />
      {fault}
    </p>
  )
}

function TimeZoneBox({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactNode {
  const t = useT(messages)
  const zones = useMemo(() => [...new Set([value, ...Intl.supportedValuesOf('timeZone')])], [value])
  return (
    <label className="d-line d-panel-line">
      <span>{t('timeZone')}</span>
      <Select<string>
        aria-label={t('timeZone')}
        value={value}
        showSearch
        options={zones.map((one) => ({ value: one, label: one }))}
        onChange={onChange}
      />
    </label>
  )
}
