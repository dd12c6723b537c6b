import { say } from '@mortise/errors'
import {
  type Comparison,
  comparisonName,
  earlierRows,
  isShare,
  measuresOf,
  percent,
  point,
  type ReportColumn,
  type ReportResult,
  type ReportRow,
  shortChinese,
  shortEnglish,
  shownValue,
} from '@mortise/reports'
import type { Settings } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { courseOf } from './course.ts'
import { messages } from './messages.ts'
import { measureText } from './result-table.tsx'

type NumberProps = {
  readonly result: ReportResult
  readonly settings: Settings
  readonly onPick: ((row: ReportRow) => void) | undefined
}

/** Large figures: of the only row, of all groups, or of the latest period with its change and its course. */
export function NumberTiles({ result, settings, onPick }: NumberProps): ReactNode {
  const locale = useLocale()
  const t = useT(messages)
  const { row, dated, periods } = courseOf(result)
  const figures = measuresOf(result)
  return (
    <div className="m-numbers" data-course={dated !== undefined}>
      {figures.map((column) => {
        const value = row[column.key] ?? null
        const full = measureText(column, value)
        const share = isShare(column.format)
        const short = share ? full : (locale === 'zh' ? shortChinese(value) : shortEnglish(value)) || '—'
        const change = dated === undefined ? undefined : changeOf(periods, column, settings)
        const period =
          dated === undefined ? '' : shownValue(result, dated, { value: row[dated.key] ?? null, locale })
        const said = change === undefined ? '' : ` ${changeText(change, t, locale)}`
        return (
          <button
            key={column.key}
            type="button"
            title={`${period} ${full}`.trim()}
            aria-label={`${say(column.label, locale)} ${period} ${short}${said}`.replaceAll(/ +/g, ' ')}
            disabled={onPick === undefined}
            onClick={() => onPick?.(row)}
          >
            <span>{short}</span>
            {figures.length > 1 ? <small>{say(column.label, locale)}</small> : null}
            {dated === undefined ? null : (
              <small className="m-number-note">
                {period}
                {change === undefined ? null : (
                  <b data-tone={toneOf(change, settings)}>
                    {change.share === 0 ? null : (
                      <Icon name={change.share > 0 ? 'arrow-up' : 'arrow-down'} size={12} />
                    )}
                    {percent(Math.abs(change.share))}
                  </b>
                )}
              </small>
            )}
            {dated === undefined ? null : (
              <SparkLine values={periods.rows.map((one) => point(one[column.key]))} />
            )}
          </button>
        )
      })}
    </div>
  )
}

type Change = { readonly share: number; readonly comparison: Comparison }

/** How much the latest period differs from the earlier one; undefined where there is none, or it was nothing. */
function changeOf(periods: ReportResult, column: ReportColumn, settings: Settings): Change | undefined {
  const { compare } = settings
  if (compare === 'none') return undefined
  const comparison: Comparison = compare === 'year' ? 'year' : 'previous'
  const at = earlierRows(periods, comparison)?.at(-1)
  const now = point(periods.rows.at(-1)?.[column.key])
  const before = at === undefined ? null : point(periods.rows[at]?.[column.key])
  if (now === null || before === null || before === 0) return undefined
  return { share: (now - before) / Math.abs(before), comparison }
}

function changeText(
  { share, comparison }: Change,
  t: (key: 'rise' | 'fall' | 'same', given: { readonly name: string; readonly share: string }) => string,
  locale: 'zh' | 'en',
): string {
  const given = { name: comparisonName(comparison, locale), share: percent(Math.abs(share)) }
  return t(share === 0 ? 'same' : share > 0 ? 'rise' : 'fall', given)
}

/** A rise is green unless the designer wants it red, as on Chinese markets. */
function toneOf({ share }: Change, { trend }: Settings): 'success' | 'danger' | 'none' {
  if (share === 0) return 'none'
  return share > 0 === (trend !== 'red') ? 'success' : 'danger'
}

const [width, height] = [120, 28]

/** The course of a figure as a small line; gaps stay gaps. For the eye only: the numbers are in the table. */
function SparkLine({ values }: { readonly values: readonly (number | null)[] }): ReactNode {
  const present = values.filter((one) => one !== null)
  if (present.length < 2) return null
  const [low, high] = [Math.min(...present), Math.max(...present)]
  const step = width / (values.length - 1)
  const lift = (value: number): number =>
    high === low ? height / 2 : height - 2 - ((value - low) / (high - low)) * (height - 4)
  // A point after a gap begins anew.
  const pen = (at: number): string => (at === 0 || values[at - 1] === null ? 'M' : 'L')
  const path = values
    .map((value, at) =>
      value === null ? '' : `${pen(at)}${(at * step).toFixed(1)} ${lift(value).toFixed(1)}`,
    )
    .join('')
  return (
    <svg className="m-spark" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
