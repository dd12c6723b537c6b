import { type LocalizedText, say } from '@mortise/errors'
import type { ScoreDocument } from '@mortise/schema'
import { Card, Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Button, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { ConditionCell } from '../kit/condition-cell.tsx'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { freshKey } from '../kit/keys.ts'
import { patched } from '../kit/patched.ts'
import { messages } from './messages.ts'

type Row = ScoreDocument['rows'][number]

/** Puts other words into the language at hand; the other one stays. */
export function reworded(
  label: LocalizedText | undefined,
  locale: 'zh' | 'en',
  words: string,
): LocalizedText {
  if (typeof label === 'object') return { ...label, [locale]: words }
  return locale === 'zh' || label === undefined ? words : { zh: label, en: words }
}

/** The least and the most that the lines of a score can add up to, within its limits. */
export function reachOf(score: ScoreDocument): { readonly least: number; readonly most: number } {
  const sizes = score.rows.map(({ points, cap }) =>
    cap === undefined ? points : points < 0 ? Math.max(points, -cap) : Math.min(points, cap),
  )
  const sum = (sign: 1 | -1): number =>
    sizes.filter((size) => size * sign > 0).reduce((total, size) => total + size, 0)
  return {
    least: Math.max(sum(-1), score.min ?? -Infinity),
    most: Math.min(Math.max(sum(1), score.min ?? 0), score.max ?? Infinity),
  }
}

/** What gives points: a condition and its points on each line, ordered by dragging. */
export function ScoreRows({
  score,
  onChange,
}: {
  readonly score: ScoreDocument
  readonly onChange: (next: ScoreDocument, label: string, merge?: string) => void
}): ReactNode {
  const t = useT(messages)
  const put = (rows: readonly Row[], label: string, merge?: string): void =>
    onChange({ ...score, rows }, label, merge)
  const { ref, indicator } = useDropContainer<{ readonly row: number }>(['score-row'], {
    onDrop: ({ row }, { index }) => {
      const [moved] = score.rows.slice(row, row + 1)
      const to = index > row ? index - 1 : index
      if (moved !== undefined && to !== row)
        put(score.rows.toSpliced(row, 1).toSpliced(to, 0, moved), t('moveRow'))
    },
  })
  const add = (): void => {
    const name = t('newRow', { n: score.rows.length + 1 })
    const taken = score.rows.map(({ key }) => key)
    const row: Row = { key: freshKey('row', taken, 'row'), label: name, when: false, points: 10, axis: 'fit' }
    put([...score.rows, row], t('addRowStep'))
  }
  return (
    <Card
      title={t('rows')}
      actions={
        score.rows.length === 0 ? null : <span className="m-faint m-num">{t('sumMost', reachOf(score))}</span>
      }
    >
      <p className="m-faint">{t('rowsNote')}</p>
      {score.rows.length === 0 ? <p className="d-nodes-empty">{t('emptyRows')}</p> : null}
      <ul className="d-rows d-score-rows" ref={ref} data-list="rows" data-flow="column">
        {score.rows.length === 0 ? null : (
          <li className="d-rows-head" aria-hidden="true">
            <span />
            <span>{t('rowName')}</span>
            <span>{t('when')}</span>
            <span>{t('points')}</span>
            <span>{t('axis')}</span>
            <span>{t('cap')}</span>
            <span />
          </li>
        )}
        {score.rows.map((row, at) => (
          <ScoreRow
            key={row.key}
            row={row}
            at={at}
            home={score.entity}
            onChange={(next, merge) =>
              put(score.rows.with(at, next), t('setRow', { name: String(at + 1) }), `row ${row.key} ${merge}`)
            }
            onRemove={() => put(score.rows.toSpliced(at, 1), t('removeRow', { name: String(at + 1) }))}
          />
        ))}
        {indicator}
      </ul>
      <Button type="dashed" size="small" icon={<Icon name="plus" size={14} />} onClick={add}>
        {t('addRow')}
      </Button>
    </Card>
  )
}

function ScoreRow({
  row,
  at,
  home,
  onChange,
  onRemove,
}: {
  readonly row: Row
  readonly at: number
  readonly home: string
  readonly onChange: (next: Row, merge: string) => void
  readonly onRemove: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const name = say(row.label, locale) || row.key
  const { ref, dragging } = useDragSource('score-row', { row: at }, { label: name })
  return (
    <li data-index={at} data-dragging={dragging}>
      <span ref={ref} className="d-grip" title={t('drag', { name })}>
        <Icon name="grip-vertical" size={14} />
      </span>
      <Input
        className="d-wide"
        aria-label={t('rowName')}
        placeholder={t('rowNameHint')}
        value={say(row.label, locale)}
        onChange={({ target }) =>
          onChange({ ...row, label: reworded(row.label, locale, target.value) }, 'label')
        }
      />
      <span className="d-wide">
        <ConditionCell
          value={row.when}
          home={home}
          label={t('whenOf', { name })}
          empty={t('noWhen')}
          onChange={(when) => onChange({ ...row, when: when ?? false }, 'when')}
        />
      </span>
      <InputNumber
        aria-label={t('points')}
        suffix={t('pointsUnit')}
        value={row.points}
        onChange={(points) => onChange({ ...row, points: Number(points ?? 0) }, 'points')}
      />
      <Select<'fit' | 'engagement'>
        aria-label={t('axis')}
        value={row.axis ?? 'fit'}
        options={(['fit', 'engagement'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(axis) => onChange({ ...row, axis }, 'axis')}
      />
      <InputNumber
        aria-label={t('cap')}
        min={0}
        placeholder={t('noCap')}
        value={row.cap ?? null}
        onChange={(cap) => onChange(patched(row, { cap }), 'cap')}
      />
      <IconButton icon="trash-2" size={14} label={t('removeRow', { name })} onClick={onRemove} />
    </li>
  )
}
