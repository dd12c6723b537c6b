import { say } from '@mortise/errors'
import { choicesOf } from '@mortise/fields/react'
import type { ScoreDocument } from '@mortise/schema'
import { Card, Icon, IconButton, Tag, tintNames, tintOf, useLocale, useT, useUi } from '@mortise/ui'
import { Button, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { patched } from '../kit/patched.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { reachOf } from './score-rows.tsx'

type Grade = NonNullable<ScoreDocument['grades']>[number]

type Named = {
  readonly options: readonly { readonly value: string; readonly label: string; readonly color?: string }[]
  readonly of: (value: string) => { readonly label: string; readonly color: string }
}

/** Grades as the choices of their field name and colour them. */
function useGradeNames(score: ScoreDocument): Named {
  const locale = useLocale()
  const { model } = useWorkbench()
  const field = model.entity(score.entity)?.field(score.gradeField ?? '')
  const options = (field === undefined ? [] : choicesOf(field.document)).map(({ value, label, color }) => ({
    value,
    label: say(label, locale),
    ...(color === undefined ? {} : { color }),
  }))
  return {
    options,
    of: (value) => {
      const found = options.find((one) => one.value === value)
      const at = (score.grades ?? []).findIndex((one) => one.value === value)
      return {
        label: found?.label ?? value,
        color: found?.color ?? tintNames[at % tintNames.length] ?? 'blue',
      }
    },
  }
}

/** The grades: from which points on each one holds, and below which it is left again, on a scale. */
export function GradeBands({
  score,
  onChange,
}: {
  readonly score: ScoreDocument
  readonly onChange: (next: ScoreDocument, label: string, merge?: string) => void
}): ReactNode {
  const t = useT(messages)
  const names = useGradeNames(score)
  const grades = score.grades ?? []
  const put = (next: readonly Grade[], label: string, merge?: string): void =>
    onChange(patched(score, { grades: next.length === 0 ? undefined : next }), label, merge)
  const add = (): void => {
    const free = names.options.find(({ value }) => !grades.some((one) => one.value === value))
    const lowest = Math.min(...grades.map(({ from }) => from), 80)
    put(
      [...grades, { value: free?.value ?? '', from: grades.length === 0 ? 60 : Math.max(0, lowest - 20) }],
      t('addGrade'),
    )
  }
  return (
    <Card title={t('grades')}>
      <p className="m-faint">{t('gradesNote')}</p>
      {grades.length > 0 && score.gradeField === undefined ? (
        <p className="d-note" data-tone="warn">
          <Icon name="info" size={14} />
          {t('gradeNeedsField')}
        </p>
      ) : null}
      <Scale score={score} names={names} />
      <ul className="d-rows d-score-grades">
        {grades.map((grade, at) => (
          <GradeRow
            key={at}
            grade={grade}
            names={names}
            onChange={(next) => put(grades.with(at, next), t('setGrade'), `grade ${at}`)}
            onRemove={() => put(grades.toSpliced(at, 1), t('removeGrade'))}
          />
        ))}
      </ul>
      <Button type="dashed" size="small" icon={<Icon name="plus" size={14} />} onClick={add}>
        {t('addGrade')}
      </Button>
    </Card>
  )
}

function GradeRow({
  grade,
  names,
  onChange,
  onRemove,
}: {
  readonly grade: Grade
  readonly names: Named
  readonly onChange: (next: Grade) => void
  readonly onRemove: () => void
}): ReactNode {
  const t = useT(messages)
  const { leaveBelow } = grade
  const isWrong = leaveBelow !== undefined && leaveBelow > grade.from
  return (
    <li>
      {names.options.length > 0 ? (
        <ChoiceBox
          label={t('grade')}
          value={grade.value}
          choices={names.options}
          onChange={(value) => onChange({ ...grade, value: typeof value === 'string' ? value : '' })}
        />
      ) : (
        <Input
          aria-label={t('grade')}
          placeholder={t('gradeHint')}
          value={grade.value}
          onChange={({ target }) => onChange({ ...grade, value: target.value })}
        />
      )}
      <InputNumber
        aria-label={t('from')}
        prefix={<span className="m-faint">≥</span>}
        value={grade.from}
        onChange={(from) => onChange({ ...grade, from: Number(from ?? 0) })}
      />
      <InputNumber
        aria-label={t('leaveBelow')}
        prefix={<span className="m-faint">&lt;</span>}
        placeholder={t('sameAsFrom')}
        status={isWrong ? 'error' : ''}
        title={isWrong ? t('wrongLeave') : t('leaveBelow')}
        value={leaveBelow ?? null}
        onChange={(next) => onChange(patched(grade, { leaveBelow: next }))}
      />
      <IconButton icon="trash-2" size={14} label={t('removeGrade')} onClick={onRemove} />
    </li>
  )
}

/** The grades side by side, as wide as the stretch of points each one takes. */
function Scale({ score, names }: { readonly score: ScoreDocument; readonly names: Named }): ReactNode {
  const { mode } = useUi()
  const sorted = [...(score.grades ?? [])].sort((a, b) => a.from - b.from)
  const [lowest] = sorted
  if (lowest === undefined) return null
  const reach = reachOf(score)
  const start = Math.min(score.min ?? Math.min(0, reach.least), lowest.from)
  const end = Math.max(score.max ?? reach.most, (sorted.at(-1)?.from ?? 0) + 1)
  const width = Math.max(1, end - start)
  const stretches = [
    ...(lowest.from > start ? [{ value: '', from: start, to: lowest.from }] : []),
    ...sorted.map(({ value, from }, at) => ({ value, from, to: sorted[at + 1]?.from ?? end })),
  ]
  return (
    <div aria-hidden="true">
      <div className="d-band">
        {stretches.map(({ value, from, to }) => {
          const { label, color } = names.of(value)
          const tint = tintOf(value === '' ? 'grey' : color, mode)
          return (
            <span
              key={from}
              style={{ flex: Math.max(0, to - from), background: tint.ground, color: tint.text }}
            >
              {value === '' ? '—' : label}
            </span>
          )
        })}
      </div>
      <div className="d-band-scale">
        {[...stretches.map(({ from }) => from), end].map((at) => (
          <span key={at} style={{ insetInlineStart: `${((at - start) / width) * 100}%` }}>
            {at}
          </span>
        ))}
      </div>
    </div>
  )
}

/** A grade by the name of its choice. */
export function GradeTag({
  score,
  value,
}: {
  readonly score: ScoreDocument
  readonly value: string
}): ReactNode {
  const { label, color } = useGradeNames(score).of(value)
  return <Tag color={color}>{label}</Tag>
}
