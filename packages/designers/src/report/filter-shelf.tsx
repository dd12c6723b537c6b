import type { Expression, Scope } from '@mortise/expressions'
import { joinScope, type ReportJoinDocument } from '@mortise/schema'
import { Icon, IconButton, type Translate, useT } from '@mortise/ui'
import { Dropdown, type MenuProps } from 'antd'
import type { ReactNode } from 'react'
import { useConditionWords } from '../condition/condition-words.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { filterTerms, withFilterTerms, withHavingTerms } from './commands.ts'
import { useFaults } from './faults.ts'
import { groupOperatorWord, readGroupTerm } from './groups-condition.ts'
import { measureScope } from './measure-scope.ts'
import { messages, type ReportWord } from './messages.ts'
import { joinName, sourceOfJoin, withJoins } from './related.ts'
import { ShelfRow } from './shelf-row.tsx'
import { onShelves } from './slots.ts'
import { printFormula } from '../condition/by-labels.ts'
import type { ReportEditor } from './use-report-editor.ts'

/** A condition on the shelf: what it says, and what a click and its cross do. */
type Chip = {
  readonly key: string
  readonly name: string
  readonly icon: string
  readonly fault: string | undefined
  readonly open: () => void
  readonly drop: () => void
}

/** Which records count, and which groups are shown. */
export function FilterShelf({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const chips = useChips(editor)
  return (
    <ShelfRow shelf="filters" label={t('filters')} hint={t('filtersHint')} empty={chips.length === 0}>
      {chips.map(({ key, name, icon, fault, open, drop }, index) => (
        <span
          key={key}
          className="r-pill"
          data-index={index}
          data-role="filter"
          data-fault={fault !== undefined}
          title={fault}
        >
          <button
            type="button"
            aria-label={t('pill', { shelf: t('filters'), name })}
            title={fault ?? t('editFilter')}
            onClick={open}
            onKeyDown={(event) => handleKey({ Delete: drop }, event)}
          >
            <Icon name={fault === undefined ? icon : 'triangle-alert'} size={14} />
            <span className="m-clip">{name}</span>
          </button>
          <IconButton icon="x" size={12} label={t('removed', { name })} onClick={drop} />
        </span>
      ))}
      <Dropdown trigger={['click']} menu={{ items: [...addItems(editor, t)] }} autoFocus>
        <button type="button" className="m-icon-button" aria-label={t('addFilter')} title={t('addFilter')}>
          <Icon name="plus" size={14} />
        </button>
      </Dropdown>
    </ShelfRow>
  )
}

/** What conditions on the fields of a report are about, and the names they use where those are the columns of another one. */
export function homeOf({
  report,
  source,
}: Pick<ReportEditor, 'report' | 'source'>): readonly [
  string | undefined,
  { readonly scope?: Scope | undefined },
] {
  return report.source.report === undefined
    ? [report.source.entity, {}]
    : [undefined, { scope: source.entity?.scope }]
}

/** Says what a join keeps of the records: `有 跟进（类型 等于 电话）`. */
export function useRelatedWords(
  editor: Pick<ReportEditor, 'source' | 'report'>,
): (join: ReportJoinDocument) => string {
  const t = useT(messages)
  const words = useConditionWords()
  const { source, report } = editor
  return (join) => {
    const name = joinName(source, join)
    const said = t(join.type === 'absent' ? 'saidLacks' : 'saidHas', { name })
    const rows = sourceOfJoin(source, join).entity?.key
    if (join.where === undefined || join.where === null) return said
    const scope = joinScope(source.model, report.source.entity, join)
    return said + t('saidWhere', { text: words(join.where, rows, { record: report.source.entity, scope }) })
  }
}

/** Says what is asked of the groups: `金额 大于等于 100,000`. */
export function useGroupWords(editor: ReportEditor): (term: Expression) => string {
  const t = useT(messages)
  const { report, source } = editor
  return (term) => {
    const read = readGroupTerm(report, term)
    const measure = report.measures?.find(({ key }) => key === read?.measure)
    if (read === undefined || measure === undefined)
      return printFormula(term, measureScope(editor), source.locale)
    return t('groupValueIs', {
      name: editor.nameOf(measure),
      operator: t(groupOperatorWord[read.operator]),
      value: read.value.toLocaleString(source.locale === 'zh' ? 'zh-CN' : 'en'),
    })
  }
}

function useChips(editor: ReportEditor): readonly Chip[] {
  const t = useT(messages)
  const words = useConditionWords()
  const related = useRelatedWords(editor)
  const grouped = useGroupWords(editor)
  const faults = useFaults(editor)
  const { report, ask, edit } = editor
  const fields = filterTerms(report.filter).map(
    (term, at, all): Chip => ({
      key: `field ${at} ${JSON.stringify(term)}`,
      name: words(term, ...homeOf(editor)),
      icon: 'list-filter',
      fault: all.length === 1 || at === 0 ? faults.at('filter') : undefined,
      open: () => ask({ about: 'field', at }),
      drop: () => edit(withFilterTerms(report, all.toSpliced(at, 1)), t('filtered')),
    }),
  )
  const joins = (report.joins ?? [])
    .filter(({ type }) => type === 'exists' || type === 'absent')
    .map(
      (join): Chip => ({
        key: `join ${join.key}`,
        name: related(join),
        icon: 'link-2',
        fault: faults.at(`join ${join.key}`),
        open: () => ask({ about: 'related', join: join.key, has: join.type === 'exists' }),
        drop: () =>
          edit(
            withJoins(
              report,
              (report.joins ?? []).filter((one) => one !== join),
            ),
            t('filtered'),
          ),
      }),
    )
  const groups = filterTerms(report.having).map(
    (term, at, all): Chip => ({
      key: `group ${at} ${JSON.stringify(term)}`,
      name: grouped(term),
      icon: 'sigma',
      fault: at === 0 ? faults.at('group') : undefined,
      open: () =>
        readGroupTerm(report, term) === undefined ? editor.select(undefined) : ask({ about: 'group', at }),
      drop: () => edit(withHavingTerms(report, all.toSpliced(at, 1)), t('filtered')),
    }),
  )
  return [...fields, ...joins, ...groups]
}

/** Kinds of conditions to add: the usual ones at one click. */
function addItems(editor: ReportEditor, t: Translate<ReportWord>): NonNullable<MenuProps['items']> {
  const { report, source, ask, edit } = editor
  const has = (key: string): boolean => source.entity?.field(key) !== undefined
  const quick = (term: Expression): void =>
    edit(withFilterTerms(report, [...filterTerms(report.filter), term]), t('filtered'))
  const people: NonNullable<MenuProps['items']> = [
    ...(has('owner')
      ? [
          {
            key: 'mine',
            label: t('mine'),
            onClick: () => quick({ '==': [{ var: 'owner' }, { user: 'id' }] }),
          },
        ]
      : []),
    ...(has('department')
      ? [
          {
            key: 'dept',
            label: t('myDept'),
            onClick: () => quick({ in: [{ var: 'department' }, { user: 'deptTree' }] }),
          },
        ]
      : []),
  ]
  const ofRecords: NonNullable<MenuProps['items']> = [
    { key: 'has', label: t('hasRelated'), onClick: () => ask({ about: 'related', has: true }) },
    { key: 'lacks', label: t('lacksRelated'), onClick: () => ask({ about: 'related', has: false }) },
  ]
  const joined: NonNullable<MenuProps['items']> = onShelves(editor)
    ? [
        ...(report.source.report === undefined ? ofRecords : []),
        {
          key: 'group',
          label: t('byGroup'),
          disabled: (report.measures ?? []).length === 0,
          onClick: () => ask({ about: 'group' }),
        },
      ]
    : []
  return [...people, { key: 'field', label: t('byField'), onClick: () => ask({ about: 'field' }) }, ...joined]
}
