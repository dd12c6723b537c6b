import { say, type LocalizedText } from '@mortise/errors'
import type { MeasureDocument } from '@mortise/schema'
import { type Translate, translate } from '@mortise/ui'
import type { MenuProps } from 'antd'
import {
  canCompare,
  type Comparing,
  compareMeasure,
  grainMeasure,
  hideMeasure,
  periodBefore,
  perMeasure,
  windowMeasure,
} from './derive.ts'
import { automaticLabel } from './labels.ts'
import { aggregateWord, messages, type ReportWord } from './messages.ts'
import { aggregatesFor, withAggregate } from './aggregates.ts'
import { sourceOfMeasure } from './related.ts'
import type { ReportEditor } from './use-report-editor.ts'

type Items = NonNullable<MenuProps['items']>

type Given = { readonly t: Translate<ReportWord>; readonly edited: string }

const both = (make: (t: Translate<ReportWord>, locale: 'zh' | 'en') => string): LocalizedText => ({
  zh: make(translate(messages, 'zh'), 'zh'),
  en: make(translate(messages, 'en'), 'en'),
})

/** What can be done with a value: how it is summed up, what is worked out from it, and whether it shows. */
export function measureItems(editor: ReportEditor, measure: MeasureDocument, given: Given): Items {
  const { t, edited } = given
  const { report } = editor
  const own = measure.agg === undefined ? [] : summing(editor, measure, given)
  const hidden = measure.hidden === true
  return [
    ...own,
    ...(own.length === 0 ? [] : [{ type: 'divider' as const }]),
    ...(measure.window === undefined ? compareItem(editor, measure, t) : []),
    shareItem(editor, measure, { t, window: 'percentOfTotal', word: 'percentOfTotal' }),
    shareItem(editor, measure, { t, window: 'rank', word: 'rank' }),
    runningItem(editor, measure, t),
    ...(measure.agg === undefined || measure.grain !== undefined ? [] : grainItem(editor, measure, t)),
    { type: 'divider' },
    {
      key: 'having',
      label: t('onlyGroups'),
      onClick: () => editor.ask({ about: 'group', measure: measure.key }),
    },
    {
      key: 'hide',
      label: t(hidden ? 'showColumn' : 'hideColumn'),
      onClick: () => editor.edit(hideMeasure(report, measure.key, !hidden), edited),
    },
  ]
}

function summing(editor: ReportEditor, measure: MeasureDocument, { t, edited }: Given): Items {
  const fitting = aggregatesFor(editor, measure)
  const sums = {
    key: 'aggregate',
    label: t('aggregate'),
    children: fitting.map((agg) => ({
      key: `agg ${agg}`,
      label: t(aggregateWord[agg]),
      onClick: () => editor.edit(withAggregate(editor, measure, agg), edited),
    })),
  }
  const only = { key: 'only', label: t('onlyWhen'), onClick: () => editor.select(measure.key) }
  return [...(fitting.length > 1 ? [sums] : []), ...perItem(editor, measure, { t, edited }), only]
}

/** Fields of every record that people tell apart by. */
const usual: ReadonlySet<string> = new Set(['owner', 'department'])

/** Fields that tell things apart people think of: what records link to, and their options. */
function perChoices(
  editor: ReportEditor,
  measure: MeasureDocument,
): readonly { readonly path: string; readonly label: LocalizedText }[] {
  const { entity } = sourceOfMeasure(editor.source, editor.report, measure)
  const fields = (entity?.fields ?? []).filter(
    (one) =>
      entity?.scope.find(one.key)?.type.kind === 'id' || Array.isArray(one.document.settings?.['options']),
  )
  const own = fields.filter(({ system }) => !system)
  const system = fields.filter((one) => one.system && usual.has(one.key))
  return [...system, ...own]
    .slice(0, 12)
    .map(({ key, document }) => ({ path: key, label: document.label ?? key }))
}

function perItem(editor: ReportEditor, measure: MeasureDocument, { t, edited }: Given): Items {
  if (measure.grain !== undefined) return []
  const { report, source } = editor
  const choices = perChoices(editor, measure)
  if (choices.length === 0) return []
  const { per: _, each, ...plain } = measure
  const before = { ...plain, agg: each ?? measure.agg ?? 'count' } as const
  const original = automaticLabel(source, report, before)
  const name = (locale: 'zh' | 'en'): string => say(original, locale) || editor.nameOf(before)
  const put = (path: string | undefined, label: LocalizedText | undefined): void =>
    editor.edit(perMeasure(report, measure.key, { path, label }), edited)
  const choose = choices.map(({ path, label }) => ({
    key: `per ${path}`,
    label: t('perOf', { name: say(label, source.locale) }),
    onClick: () =>
      put(
        path,
        both((word, locale) => word('perName', { field: say(label, locale), name: name(locale) })),
      ),
  }))
  const back = { key: 'per none', label: t('perNone'), onClick: () => put(undefined, original) }
  return [{ key: 'per', label: t('per'), children: measure.per === undefined ? choose : [back, ...choose] }]
}

/** How to name what is worked out from a measure, in both languages. */
function derivedLabel(
  editor: ReportEditor,
  measure: MeasureDocument,
  make: (t: Translate<ReportWord>, locale: 'zh' | 'en') => string,
): LocalizedText {
  const column = editor.plan?.columns.find(({ key }) => key === measure.key)
  const label = measure.label ?? column?.label ?? editor.nameOf(measure)
  return both((t, locale) => `${say(label, locale)} · ${make(t, locale)}`)
}

const comparings: readonly Comparing[] = ['value', 'change', 'rate']
const yearWords = { value: 'lastYear', change: 'yearChange', rate: 'yearRate' } as const
const beforeWords = { value: 'before', change: 'beforeChange', rate: 'beforeRate' } as const

function compareItem(editor: ReportEditor, measure: MeasureDocument, t: Translate<ReportWord>): Items {
  const { report } = editor
  if (!canCompare(report))
    return [{ key: 'compare', label: `${t('compare')} · ${t('compareNeeds')}`, disabled: true }]
  const before = periodBefore(report)
  const named = (word: ReportWord): LocalizedText =>
    derivedLabel(editor, measure, (said) => said(word, { period: said(beforeWord[before.bucket]) }))
  const add = (by: string, how: Comparing, words: { readonly [K in Comparing]: ReportWord }): void => {
    const label = named(words[how])
    const made = compareMeasure(report, measure.key, { by, how, label, earlier: named(words.value) })
    editor.edit(made.report, t('added', { name: say(label, editor.source.locale), shelf: t('values') }))
    editor.select(made.key)
  }
  const group = (by: string, words: { readonly [K in Comparing]: ReportWord }): Items =>
    comparings.map((how) => ({
      key: `compare ${by} ${how}`,
      label: t(words[how], { period: t(beforeWord[before.bucket]) }),
      onClick: () => add(by, how, words),
    }))
  const yearly = group('1 year', yearWords)
  const earlier = group(before.by, beforeWords)
  const children: Items =
    before.by === '1 year'
      ? yearly
      : [
          { type: 'group', key: 'year', label: t('comparedYear'), children: yearly },
          {
            type: 'group',
            key: 'before',
            label: t('comparedBefore', { period: t(beforeWord[before.bucket]) }),
            children: earlier,
          },
        ]
  return [{ key: 'compare', label: t('compare'), children }]
}

/** What the period before is called, by its length. */
const beforeWord = {
  day: 'dayBefore',
  week: 'weekBefore',
  month: 'monthBefore',
  quarter: 'quarterBefore',
  year: 'yearBefore',
} as const

function shareItem(
  editor: ReportEditor,
  measure: MeasureDocument,
  {
    t,
    window,
    word,
  }: {
    readonly t: Translate<ReportWord>
    readonly window: 'percentOfTotal' | 'rank'
    readonly word: 'percentOfTotal' | 'rank'
  },
): Items[number] {
  const { report } = editor
  const dimensions = report.dimensions ?? []
  const add = (
    within: readonly string[],
    make: (t: Translate<ReportWord>, locale: 'zh' | 'en') => string,
  ): void => {
    const label = derivedLabel(editor, measure, make)
    const made = windowMeasure(report, measure.key, { window, within, label })
    editor.edit(made.report, t('added', { name: t(word), shelf: t('values') }))
    editor.select(made.key)
  }
  const whole = {
    key: window,
    label: t(word === 'rank' ? 'rankAll' : 'shareAll'),
    onClick: () => add([], (said) => said(word)),
  }
  if (dimensions.length < 2) return { ...whole, label: t(word) }
  const inside = dimensions.map((one) => {
    const name = editor.nameOf(one)
    const inside = word === 'rank' ? 'rankIn' : 'shareIn'
    return {
      key: `${window} ${one.key}`,
      label: t(inside, { name }),
      onClick: () =>
        add([one.key], (said, locale) => {
          const column = editor.plan?.columns.find(({ key }) => key === one.key)
          return said(inside, { name: say(one.label ?? column?.label ?? name, locale) })
        }),
    }
  })
  return { key: `${window} all`, label: t(word), children: [whole, ...inside] }
}

function runningItem(
  editor: ReportEditor,
  measure: MeasureDocument,
  t: Translate<ReportWord>,
): Items[number] {
  return {
    key: 'running',
    label: t('running'),
    disabled: (editor.report.dimensions ?? []).length === 0,
    onClick: () => {
      const label = derivedLabel(editor, measure, (said) => said('running'))
      const made = windowMeasure(editor.report, measure.key, { window: 'running', label })
      editor.edit(made.report, t('added', { name: t('running'), shelf: t('values') }))
      editor.select(made.key)
    },
  }
}

/** The same value for larger groups, to stand beside the small ones. */
function grainItem(editor: ReportEditor, measure: MeasureDocument, t: Translate<ReportWord>): Items {
  const { report } = editor
  const dimensions = report.dimensions ?? []
  if (dimensions.length === 0) return []
  const add = (
    grain: readonly string[],
    make: (t: Translate<ReportWord>, locale: 'zh' | 'en') => string,
  ): void => {
    const made = grainMeasure(report, measure.key, { grain, label: derivedLabel(editor, measure, make) })
    editor.edit(made.report, t('added', { name: t('grain'), shelf: t('values') }))
    editor.select(made.key)
  }
  const whole = { key: 'grain', label: t('grainAll'), onClick: () => add([], (said) => said('grainAll')) }
  const inside = dimensions.length < 2 ? [] : dimensions
  return [
    {
      key: 'grains',
      label: t('grain'),
      children: [
        whole,
        ...inside.map((one) => {
          const name = editor.nameOf(one)
          return {
            key: `grain ${one.key}`,
            label: t('grainOf', { name }),
            onClick: () =>
              add([one.key], (said, locale) => {
                const column = editor.plan?.columns.find(({ key }) => key === one.key)
                return said('grainOf', { name: say(one.label ?? column?.label ?? name, locale) })
              }),
          }
        }),
      ],
    },
  ]
}
