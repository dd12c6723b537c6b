import { lunarMonths } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from '../react/messages.ts'
import { statusOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'
import { fromLunar, lunarDayWords, lunarMonthWords, toLunar } from '../shared/lunar.ts'
import { wordsOf } from '../shared/words.ts'

type Draft = {
  readonly year?: number | undefined
  readonly month?: number | undefined
  readonly day?: number | undefined
}

const years = Array.from({ length: 201 }, (_, index) => 2100 - index)
const signed = ({ month, leap }: { readonly month: number; readonly leap: boolean }): number =>
  leap ? -month : month

/** Year, month and day of the lunar calendar; what they give is the same day of the plain calendar. */
export default function LunarPicker(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, disabled = false } = props
  const lunar = toLunar(wordsOf(value))
  const [draft, setDraft] = useState<Draft>({})
  const shown: Draft =
    lunar === undefined ? draft : { year: lunar.year, month: signed(lunar), day: lunar.day }
  const months = shown.year === undefined ? [] : lunarMonths(shown.year)
  const days = months.find((one) => signed(one) === shown.month)?.days ?? 30
  const put = (change: Draft): void => {
    const { year, month, day } = { ...shown, ...change }
    setDraft({ year, month, day })
    const found =
      year === undefined || month === undefined || day === undefined
        ? undefined
        : fromLunar({ year, month: Math.abs(month), leap: month < 0, day })
    onChange(found ?? null)
  }
  const shared = { disabled, showSearch: true, optionFilterProp: 'label', ...statusOf(props.invalid) }
  return (
    <div className="m-lunar">
      <Select
        {...shared}
        aria-label={t('lunarYear')}
        placeholder={t('lunarYear')}
        value={shown.year ?? null}
        onChange={(year: number) => put({ year })}
        options={years.map((year) => ({ value: year, label: String(year) }))}
      />
      <Select
        {...shared}
        aria-label={t('lunarMonth')}
        placeholder={t('lunarMonth')}
        value={shown.month ?? null}
        onChange={(month: number) => put({ month })}
        options={months.map((one) => ({ value: signed(one), label: lunarMonthWords(one) }))}
      />
      <Select
        {...shared}
        aria-label={t('lunarDay')}
        placeholder={t('lunarDay')}
        value={shown.day ?? null}
        onChange={(day: number) => put({ day })}
        options={Array.from({ length: days }, (_, index) => ({
          value: index + 1,
          label: lunarDayWords(index + 1),
        }))}
      />
    </div>
  )
}
